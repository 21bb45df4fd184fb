-- What the paper copy, document.html.j2, leaves open for Word: where the cover ends, the styles in its
-- table, and the marks of paragraphs in a redline. How it all looks is said in package/word/styles.xml.j2.

local function openxml(text)
  return pandoc.RawInline("openxml", text)
end

-- What a redline says of a paragraph as a whole. Pandoc writes its properties first, so these are a
-- second set: clausework/render/tracked.py joins the two.
local function paragraph_mark(content, attributes)
  if attributes.mark then
    local change = attributes.mark == "inserted" and "ins" or "del"
    content:insert(1, openxml(("<w:pPr><w:rPr><w:%s/></w:rPr></w:pPr>"):format(change)))
  elseif attributes["style-before"] then
    -- The id of a style is its name without spaces.
    local style = attributes["style-before"]:gsub(" ", "")
    local before = ('<w:pPr><w:pStyle w:val="%s"/></w:pPr>'):format(style)
    content:insert(1, openxml("<w:pPr><w:pPrChange>" .. before .. "</w:pPrChange></w:pPr>"))
  end
end

function Div(div)
  if div.classes:includes("formats") then
    -- In the cover's last paragraph: a break of its own could slip onto an empty page.
    div.content[1].content:insert(openxml('<w:r><w:br w:type="page"/></w:r>'))
  elseif div.attributes["custom-style"] then
    paragraph_mark(div.content[1].content, div.attributes)
  end
  return div
end

function Header(header)
  paragraph_mark(header.content, header.attributes)
  return header
end

-- Each fact in the style of its column. Pandoc gives any "Plain" in a table a style of its own.
function Table(table)
  for _, row in ipairs(table.bodies[1].body) do
    for column, cell in ipairs(row.cells) do
      local style = column == 1 and "Fact Name" or "Fact"
      local words = pandoc.Para(pandoc.utils.blocks_to_inlines(cell.contents))
      cell.contents = { pandoc.Div(words, { ["custom-style"] = style }) }
    end
  end
  return table
end
