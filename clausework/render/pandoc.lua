-- Pandoc as a server: a request a line on standard input, its answer a line on standard output. The
-- documents go through files, for a line is text, and a docx is not.

-- What a filter prints would be taken for an answer.
local answers = io.stdout
io.stdout = io.stderr
io.output(io.stderr)
function print(...)
  io.stderr:write(table.concat(pandoc.List({ ... }):map(tostring), "\t"), "\n")
end

local function convert(request)
  local source <close> = assert(io.open(request.source, "rb"))
  local document = pandoc.read(source:read("a"), "json")
  for _, filter in ipairs(request.filters) do
    document = pandoc.utils.run_lua_filter(document, filter)
  end
  local options = {
    wrap_text = "preserve",
    reference_doc = request.reference,
    template = request.template and pandoc.template.compile(request.template),
  }
  local written = pandoc.write(document, request.to, options)
  local target <close> = assert(io.open(request.target, "wb"))
  assert(target:write(written))
  assert(target:close())
end

for line in io.lines() do
  local done, failure = pcall(convert, pandoc.json.decode(line, false))
  local answer = done and { done = true } or { failure = tostring(failure) }
  answers:write(pandoc.json.encode(answer), "\n")
  answers:flush()
end
