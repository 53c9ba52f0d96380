-- Opens a draft in Neovim, asks what a drafter would ask, and prints the answers as JSON.
-- The program, the draft and the folder come from the environment.

local draft, program, root = vim.env.DRAFT, vim.env.PROGRAM, vim.env.ROOT
local answers = {}

vim.o.swapfile = false
vim.cmd("edit " .. vim.fn.fnameescape(draft))
vim.bo.filetype = "treaty"

local told = 0
vim.api.nvim_create_autocmd("DiagnosticChanged", { callback = function() told = told + 1 end })

local client = vim.lsp.start_client({
  name = "vattel",
  cmd = { program, "lsp" },
  root_dir = root,
  workspace_folders = { { uri = vim.uri_from_fname(root), name = "drafts" } },
})
vim.lsp.buf_attach_client(0, client)

local function place(words, inside)
  local line = vim.fn.search("\\V" .. words, "wc")
  local column = vim.fn.col(".") - 1 + (inside or 0)
  vim.api.nvim_win_set_cursor(0, { line, column })
  return vim.lsp.util.make_position_params()
end

local function ask(method, params)
  local found = vim.lsp.buf_request_sync(0, method, params, 20000) or {}
  for _, it in pairs(found) do
    if it.result then
      return it.result
    end
  end
  return vim.NIL
end

vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
answers.findings = {}
for _, it in ipairs(vim.diagnostic.get(0)) do
  table.insert(answers.findings, { rule = it.code, line = it.lnum, column = it.col, level = it.severity, words = it.message })
end

answers.hover = ask("textDocument/hover", place("RUS: decided by unanimity", 20))

local rename = place("trigger attack-on-ukraine", 8)
rename.newName = "aggression"
local edit = ask("textDocument/rename", rename)
local before = told
if edit ~= vim.NIL then
  vim.lsp.util.apply_workspace_edit(edit, "utf-16")
end
answers.renamed = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. "\n"

-- What the server says of the text as it is now.
vim.wait(20000, function() return told > before end, 20)
answers.after = #vim.diagnostic.get(0)

vim.lsp.stop_client(client)
vim.wait(5000, function() return vim.lsp.client_is_stopped(client) end, 20)
answers.stopped = vim.lsp.client_is_stopped(client)

local file = assert(io.open(vim.env.ANSWERS, "w"))
file:write(vim.json and vim.json.encode(answers) or vim.fn.json_encode(answers))
file:close()
vim.cmd("qall!")
