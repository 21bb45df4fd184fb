-- Pandoc as a server: a request a line on standard input, its answer a line on standard output. The
-- documents go through files, for a line is text, and a docx is not.

local function convert(request)
  local source <close> = assert(io.open(request.source, "rb"))
  local document = pandoc.read(source:read("a"), "json")
  for _, filter in ipairs(request.filters) do
    document = pandoc.utils.run_lua_filter(document, filter)
  end
  local options = { wrap_text = "preserve", reference_doc = request.reference }
  local written = pandoc.write(document, request.to, options)
  local target <close> = assert(io.open(request.target, "wb"))
  target:write(written)
end

for line in io.lines() do
  local done, failure = pcall(convert, pandoc.json.decode(line, false))
  local said = done and "done" or "failed: " .. tostring(failure)
  io.write(pandoc.json.encode({ said = said }), "\n")
  io.flush()
end
