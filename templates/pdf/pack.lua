-- Turns a board pack, pack/pack.html.j2 or pack/meeting.html.j2, into calls of the functions of pack.typ: each
-- part is one, by its class. marks.lua has set the marks.

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

-- Where something else begins in the same file: its page, which only the layout knows.
function Link(link)
  if link.classes:includes("page") then
    return pandoc.RawInline("typst", '#page-of("' .. link.target:sub(2) .. '");')
  end
end

function Div(div)
  local all = pandoc.Blocks({ typst("#" .. div.classes[1] .. "[") })
  all:extend(div.content)
  local place = div.identifier ~= "" and '#label("' .. div.identifier .. '")' or ""
  all:insert(typst("]" .. place))
  return all
end

function Table(list)
  local all = pandoc.Blocks({ typst("#agenda((") })
  for _, row in ipairs(list.bodies[1].body) do
    all:insert(typst("("))
    for _, cell in ipairs(row.cells) do
      all:insert(typst("["))
      all:extend(cell.contents)
      all:insert(typst("],"))
    end
    all:insert(typst("),"))
  end
  all:insert(typst("))"))
  return all
end

function Pandoc(doc)
  doc.blocks:insert(1, typst('#import "pack.typ": *\n#show: policy'))
  return doc
end
