-- Pandoc as a server: a request a line on standard input, its answer a line on standard output. The
-- documents go through files, for a line is text, and a docx is not.

local function convert(request)
  local source <close> = assert(io.open(request.source, "rb"))
  local document = pandoc.read(source:read("a"), "json")
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
  io.write(pandoc.json.encode(answer), "\n")
  io.flush()
end
