-- What pandoc reads in Word files: the arguments are a file and a side each; a line of JSON for each pair.
for index = 1, #arg, 2 do
  local file = assert(io.open(arg[index], "rb"))
  local options = pandoc.ReaderOptions({track_changes = arg[index + 1] .. "-changes"})
  local document = pandoc.read(file:read("a"), "docx", options)
  file:close()
  print((pandoc.write(document, "json"):gsub("\n", "")))
end
