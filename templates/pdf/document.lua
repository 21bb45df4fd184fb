-- Turns the paper copy, document.html.j2, into calls of the functions of policy.typ. It writes
-- the calls; every word inside them goes through pandoc's typst writer.

-- For what typst takes as text, not as markup.
local function quoted(text)
  return '"' .. text:gsub('[\\"]', "\\%0") .. '"'
end

local function raw(text)
  return pandoc.RawBlock("typst", text)
end

local function wrapped(opening, blocks, closing)
  local all = pandoc.Blocks({ raw(opening) })
  all:extend(blocks)
  all:insert(raw(closing))
  return all
end

-- Pandoc leaves "...", "-1" and a dot behind styled text as they are; typst would read an ellipsis,
-- a minus sign and a method.
local function literal(str)
  local parts = pandoc.Inlines({})
  for before, mark in (str.text .. "\0"):gmatch("([^%-.\0]*)([%-.\0])") do
    if before ~= "" then
      parts:insert(pandoc.Str(before))
    end
    if mark ~= "\0" then
      parts:insert(pandoc.RawInline("typst", "\\" .. mark))
    end
  end
  return parts
end

-- A paragraph is laid out by the function around it, so its content comes without one of its own.
local function content(div)
  return div.content:walk({
    Para = function(paragraph)
      return pandoc.Plain(paragraph.content)
    end,
  })
end

local function has(div, class)
  return div.t == "Div" and div.classes:includes(class)
end

-- Redlines: marks.lua has set their marks.

local redline = false

local function is_marked(block)
  local found = false
  block:walk({
    RawInline = function(inline)
      found = found or inline.text:find("^#marked") ~= nil
    end,
  })
  return found
end

-- A named argument, where it has a value.
local function named(name, value)
  return value and ", " .. name .. ": " .. quoted(value) or ""
end

-- The function that sets what stands beside a paragraph which changed, or had the number `before`.
local function beside(block, before)
  local marked = is_marked(block)
  if marked or before then
    local barred = marked and "" or ", barred: false"
    return "beside.with(" .. quoted(block.identifier) .. named("was", before) .. barred .. ")"
  end
end

local function around(block, before)
  local set = beside(block, before)
  return set and ", around: " .. set or ""
end

-- What is told of the changes of an element.
local function told(id, left)
  return redline and { raw("#told(" .. quoted(id) .. ", left: " .. left .. ")") } or {}
end

local function letter(number)
  return number and number:match("%([^()]*%)$")
end

-- The letter that a point had, where it had one and has another now.
local function letter_before(div, item)
  local before = letter(div.attributes["number-before"])
  local style = item.attributes["style-before"] or item.attributes["custom-style"]
  return style:find("Letter") and before ~= letter(div.attributes.number) and before or nil
end

local function style_of(div)
  return quoted(has(div, "letter") and "letter" or "bullet")
end

-- What stands before the points of a redline, which is not counted: those that are gone keep theirs.
local function markers(div, depth)
  local all = {}
  for _, one in ipairs(div.content) do
    local item = one.content:find_if(function(block) return has(block, "item") end)
    local mark = item.attributes.mark or letter_before(one, item) and "inserted"
    local shown = { style_of(one), depth, quoted(letter(one.attributes.number)) }
    table.insert(all, "marker(" .. table.concat(shown, ", ") .. named("mark", mark) .. "),")
  end
  return ", markers: (" .. table.concat(all) .. ")"
end

-- The text.

local points

-- A point, its name as a local change before it, the points within it behind it.
local function point(div, depth)
  local name, all = nil, pandoc.Blocks({})
  for _, block in ipairs(div.content) do
    if has(block, "local-name") then
      name = block
    elseif has(block, "item") then
      local place = "point(" .. quoted(block.identifier) .. ", "
      if name then
        all:extend(wrapped(place .. "[", content(name), "])["))
      else
        all:insert(raw(place .. "none)["))
      end
      local set = beside(block, letter_before(div, block))
      all:extend(set and wrapped("#" .. set .. "()[", content(block), "]") or content(block))
      all:extend(told(block.identifier, "0pt"))
    elseif has(block, "items") then
      all:extend(points(block, depth + 1))
    end
  end
  all:insert(raw("],"))
  return all
end

function points(div, depth)
  local all = pandoc.Blocks({ raw("#points(" .. style_of(div) .. ", " .. depth .. ", (") })
  for _, block in ipairs(div.content) do
    all:extend(point(block, depth))
  end
  all:insert(raw(")" .. (redline and markers(div, depth) or "") .. ")"))
  return all
end

local function lead_in(div, block, follows)
  local number, before = div.attributes.number, div.attributes["number-before"]
  local places = quoted(number) .. ", " .. quoted(block.identifier) .. ", " .. tostring(follows)
  local mark = named("mark", block.attributes.mark or before and "inserted")
  local opening = "#lead-in(" .. places .. mark .. around(block, before) .. ")["
  return wrapped(opening, content(block), "]")
end

local function clause(div)
  local set, id = pandoc.Blocks({}), nil
  for index, block in ipairs(div.content) do
    if has(block, "local-name") then
      set:extend(wrapped("#in-text-column(local-name[", content(block), "])"))
    elseif has(block, "lead-in") then
      id = block.identifier
      set:extend(lead_in(div, block, div.content[index + 1] ~= nil))
    elseif has(block, "items") then
      set:extend(points(block, 1))
    elseif has(block, "closing") then
      set:extend(wrapped("#closing([", content(block), "]" .. around(block) .. ")"))
    end
  end
  set:extend(told(id, "column"))
  return has(div, "local") and wrapped("#local-change[", set, "]") or set
end

-- Bookmarks take a title with the spaces around it, so there are none. What "#[];" prints is nothing,
-- but the title no longer begins a line, where "=" or "1." would be markup. The title with marks is
-- for where it stands; the bookmarks and the contents have the other.
local function section(header)
  local before, mark = header.attributes["number-before"], header.attributes.mark
  local how = around(header, before)
  local set, title = pandoc.Inlines({}), header.content
  local with_marks = title:remove().content
  local function add(call, inlines)
    set:insert(pandoc.RawInline("typst", call .. "[#[];"))
    set:extend(inlines)
    set:insert(pandoc.RawInline("typst", "]"))
  end
  local places = quoted(header.attributes.number) .. ", " .. quoted(header.identifier)
  if how ~= "" then
    how = how .. named("mark", mark or before and "inserted") .. ", with-marks: "
    add("#section(" .. places .. how, with_marks)
    add(")", title)
  else
    add("#section(" .. places .. ")", title)
  end
  local all = pandoc.Blocks({ pandoc.Plain(set) })
  all:extend(told(header.identifier, "column"))
  return all
end

local function control(div)
  local all = pandoc.Blocks({ raw("#control((") })
  for _, row in ipairs(div.content[1].bodies[1].body) do
    all:insert(raw("("))
    for _, cell in ipairs(row.cells) do
      all:extend(wrapped("[", cell.contents, "],"))
    end
    all:insert(raw("),"))
  end
  all:insert(raw("))"))
  return all
end

local functions = {
  title = "policy-title", lead = "lead", example = "example", formats = "formats",
  ["sources-title"] = "sources-title", ["sources-lead"] = "sources-lead", source = "source",
  ["end"] = "end",
}

local function block(element)
  if element.t == "Header" then
    return section(element)
  elseif has(element, "clause") then
    return clause(element)
  elseif has(element, "control") then
    return control(element)
  end
  local set = wrapped("#" .. functions[element.classes[1]] .. "[", content(element), "]")
  local bar = has(element, "source") and beside(element)
  return bar and wrapped("#" .. bar .. "()[", set, "]") or set
end

function Pandoc(doc)
  local all = pandoc.Blocks({ raw('#import "policy.typ": *\n#show: policy') })
  redline = is_marked(pandoc.Div(doc.blocks))
  for _, part in ipairs(doc.blocks:walk({ Str = literal })) do
    local set = pandoc.Blocks({})
    for _, element in ipairs(part.content) do
      set:extend(block(element))
    end
    all:extend(wrapped("#" .. part.classes[1] .. "[", set, "]"))
  end
  return pandoc.Pandoc(all)
end
