-- What Neovim needs to speak with `vattel lsp`.

local M = {}

--- What the server is told. Give your own with `require('vattel').settings.profile = 'adversary'` and the like, before
--- the first draft is opened.
M.settings = {
  -- config = { 'vattel.toml' },
  -- profile = 'beneficiary',
  -- assume = { 'RUS against UKR' },
  inlayHints = true,
  codeLenses = true,
}

--- The program, and what makes it a server.
M.cmd = { 'vattel', 'lsp' }

--- Whether a file is a draft, a configuration or a suite.
function M.reads(path)
  local name = vim.fn.fnamemodify(path, ':t')
  return name:match('%.treaty$') ~= nil or name:match('%.scenario$') ~= nil or name == 'vattel.toml' or name:match('%.suite%.toml$') ~= nil
end

--- The folder that holds the drafts: that of the nearest `vattel.toml`, or of the repository, or of the file.
function M.root(path)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  local house = vim.fn.findfile('vattel.toml', vim.fn.escape(folder, ' ') .. ';')
  if house ~= '' then
    return vim.fn.fnamemodify(house, ':p:h')
  end
  local repository = vim.fn.finddir('.git', vim.fn.escape(folder, ' ') .. ';')
  if repository ~= '' then
    return vim.fn.fnamemodify(repository, ':p:h:h')
  end
  return folder
end

--- Shows an analysis beside the draft, in a buffer that is not kept.
local function show(markdown)
  vim.cmd('botright vertical new')
  local buffer = vim.api.nvim_get_current_buf()
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(markdown, '\n'))
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].filetype = 'markdown'
  vim.bo[buffer].modifiable = false
end

local function request(client, arguments, buffer, command)
  local params = { command = command or 'vattel.analyze', arguments = arguments }
  local function answered(err, answer)
    if err then
      vim.notify('vattel: ' .. tostring(err.message), vim.log.levels.ERROR)
    elseif type(answer) == 'string' then
      show(answer)
    end
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request('workspace/executeCommand', params, answered, buffer)
  else
    client.request('workspace/executeCommand', params, answered, buffer)
  end
end

local function clients(buffer)
  if vim.lsp.get_clients then
    return vim.lsp.get_clients({ bufnr = buffer, name = 'vattel' })
  end
  return vim.tbl_filter(function(it)
    return it.name == 'vattel'
  end, vim.lsp.get_active_clients({ bufnr = buffer }))
end

--- Analyzes the draft in this window; the name of a provision narrows it.
function M.analyze(provision)
  local buffer = vim.api.nvim_get_current_buf()
  local client = clients(buffer)[1]
  if not client then
    vim.notify('vattel: the server does not run for this buffer', vim.log.levels.WARN)
    return
  end
  request(client, { vim.uri_from_bufnr(buffer), provision or vim.NIL }, buffer)
end

--- Code lenses carry this command.
function M.lens(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  if client then
    request(client, command.arguments, context.bufnr, command.command)
  end
end

return M
