-- Turns the board pack, pack/pack.html.j2, into calls of the functions of pack.typ: each part is one, by its
-- class. marks.lua has set the marks.

local function typst(block)
  return pandoc.RawBlock("typst", block)
end

-- A string is never markup, whatever it holds.
function Str(str)
  return pandoc.RawInline("typst", '#"' .. str.text:gsub('[\\"]', "\\%0") .. '";')
end

-- A paragraph is laid out by the function around it, so its content comes without one of its own.
function Para(paragraph)
  return pandoc.Plain(paragraph.content)
end

function Div(div)
  local all = pandoc.Blocks({ typst("#" .. div.classes[1] .. "[") })
  all:extend(div.content)
  all:insert(typst("]"))
  return all
end

function Pandoc(doc)
  doc.blocks:insert(1, typst('#import "pack.typ": *\n#show: policy'))
  return doc
end
