-- A span of class "note" in the paper copy becomes a footnote of the format.
function Span(span)
  if span.classes:includes("note") then
    return pandoc.Note({ pandoc.Para(span.content) })
  end
end
