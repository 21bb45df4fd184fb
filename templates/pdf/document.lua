-- Turns the paper copy, document.html.j2, into calls of the functions of policy.typ. It writes
-- the calls; every word inside them goes through pandoc's typst writer.

-- For numbers and ids.
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
      all:extend(content(block))
    elseif has(block, "items") then
      all:extend(points(block, depth + 1))
    end
  end
  all:insert(raw("],"))
  return all
end

function points(div, depth)
  local style = has(div, "letter") and "letter" or "bullet"
  local all = pandoc.Blocks({ raw("#points(" .. quoted(style) .. ", " .. depth .. ", (") })
  for _, block in ipairs(div.content) do
    all:extend(point(block, depth))
  end
  all:insert(raw("))"))
  return all
end

local function clause(div)
  local lead = "#lead-in(" .. quoted(div.attributes.number)
  local set = pandoc.Blocks({})
  for index, block in ipairs(div.content) do
    if has(block, "local-name") then
      set:extend(wrapped("#in-text-column(local-name[", content(block), "])"))
    elseif has(block, "lead-in") then
      local follows = div.content[index + 1] ~= nil
      local opening = lead .. ", " .. quoted(block.identifier) .. ", " .. tostring(follows) .. ")["
      set:extend(wrapped(opening, content(block), "]"))
    elseif has(block, "items") then
      set:extend(points(block, 1))
    elseif has(block, "closing") then
      set:extend(wrapped("#closing[", content(block), "]"))
    end
  end
  return has(div, "local") and wrapped("#local-change[", set, "]") or set
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

-- Bookmarks take a title with the spaces around it, so there are none. What "#[];" prints is nothing,
-- but the title no longer begins a line, where "=" or "1." would be markup.
local function section(header)
  local places = quoted(header.attributes.number) .. ", " .. quoted(header.identifier)
  local set = pandoc.Inlines({ pandoc.RawInline("typst", "#section(" .. places .. ")[#[];") })
  set:extend(header.content)
  set:insert(pandoc.RawInline("typst", "]"))
  return { pandoc.Plain(set) }
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
  return wrapped("#" .. functions[element.classes[1]] .. "[", content(element), "]")
end

function Pandoc(doc)
  local all = pandoc.Blocks({ raw('#import "policy.typ": *\n#show: policy') })
  for _, part in ipairs(doc.blocks:walk({ Str = literal })) do
    local set = pandoc.Blocks({})
    for _, element in ipairs(part.content) do
      set:extend(block(element))
    end
    all:extend(wrapped("#" .. part.classes[1] .. "[", set, "]"))
  end
  return pandoc.Pandoc(all)
end
