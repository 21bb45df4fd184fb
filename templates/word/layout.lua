-- What the paper copy, document.html.j2, leaves open for Word: where the cover ends, and the styles in
-- its table. How they look is said in package/word/styles.xml.j2.

-- The break stands in the cover's last paragraph: one of its own could slip onto an empty page.
function Div(div)
  if div.classes:includes("formats") then
    div.content[1].content:insert(pandoc.RawInline("openxml", '<w:r><w:br w:type="page"/></w:r>'))
    return div
  end
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
