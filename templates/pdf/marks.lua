-- What a redline put in or took out becomes calls of "marked" in policy.typ. Spaces stand outside the
-- marks, and neighbours with the same mark are called as one: so brackets and spoken words are few.

local STYLED = { Strong = true, Emph = true, Link = true }

local function mark_of(inline)
  if inline.t == "Span" then
    return inline.classes:includes("insertion") and "inserted"
      or inline.classes:includes("deletion") and "deleted"
      or nil
  end
end

-- The text of an inline; in a mark stands one text, one footnote or one line break.
local function words_of(inline)
  local own = mark_of(inline) and inline.content[1] or inline
  return own.t == "Str" and own.text or ""
end

local function pieces(inlines, found)
  for _, inline in ipairs(inlines) do
    if STYLED[inline.t] then
      pieces(inline.content, found)
    else
      found:insert({ mark = mark_of(inline), words = words_of(inline) })
    end
  end
  return found
end

local function typst(text)
  return pandoc.RawInline("typst", text)
end

local function opening(mark, first, last)
  local call = '#marked("%s", %s, %s)[#[];'
  return typst(call:format(mark, tostring(first), tostring(last)))
end

-- What stands before the first piece of a mark that has no space of its own there.
local function gap(before, inner)
  if not before or before.words:find(" $") then
    return {}
  elseif not before.mark then
    return { typst("#glue;") }
  end
  return inner:find("^[.,;:!?)]") and {} or { pandoc.Str(" ") }
end

local function marked(inline, before, piece, after)
  local first = not before or before.mark ~= piece.mark
  local last = not after or after.mark ~= piece.mark
  local leading, inner, trailing = piece.words:match("^( *)(.-)( *)$")
  if first and last and inner == "" and piece.words ~= "" then
    return { pandoc.Str(piece.words) }
  end
  local set = pandoc.Inlines({})
  if first then
    set:extend(leading ~= "" and { pandoc.Str(leading) } or gap(before, inner))
  end
  set:insert(opening(piece.mark, first, last))
  local kept = (first and "" or leading) .. inner .. (last and "" or trailing)
  set:extend(piece.words ~= "" and { pandoc.Str(kept) } or inline.content)
  set:insert(typst("]"))
  if last and trailing ~= "" then
    set:insert(pandoc.Str(trailing))
  elseif last and after and not after.mark and not after.words:find("^ ") then
    set:insert(typst("#glue;"))
  end
  return set
end

local function with_marks(inlines)
  local all, at = pieces(inlines, pandoc.List({})), 0
  local function set(some)
    local done = pandoc.Inlines({})
    for _, inline in ipairs(some) do
      if STYLED[inline.t] then
        inline.content = set(inline.content)
        done:insert(inline)
      else
        at = at + 1
        done:extend(all[at].mark and marked(inline, all[at - 1], all[at], all[at + 1]) or { inline })
      end
    end
    return done
  end
  return set(inlines)
end

local function set_marks(block)
  block.content = with_marks(block.content)
  return block
end

-- A title as it is now; one that was taken out, as it was.
local function standing(header)
  local other = header.attributes.mark == "deleted" and "inserted" or "deleted"
  return header.content:walk({
    Span = function(span)
      local mark = mark_of(span)
      return mark == other and {} or mark and span.content or nil
    end,
  })
end

-- A title without marks, for the contents and the bookmarks, behind it in a span the one with them.
function Header(header)
  local title = standing(header)
  title:insert(pandoc.Span(with_marks(header.content), pandoc.Attr("", { "marked-title" })))
  header.content = title
  return header
end

Para = set_marks
Plain = set_marks
