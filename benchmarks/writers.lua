-- Pandoc's writers alone: a request a line on standard input (a tree as JSON, a format, where to
-- write), "done" a line on standard output.
for line in io.lines() do
  local source, format, target = line:match("^(.-)\t(.-)\t(.-)$")
  local tree <close> = assert(io.open(source, "rb"))
  local written = pandoc.write(pandoc.read(tree:read("a"), "json"), format)
  local file <close> = assert(io.open(target, "wb"))
  assert(file:write(written))
  print("done")
  io.flush()
end
