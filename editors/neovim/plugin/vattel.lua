-- Starts the server for drafts, configurations and suites.

if vim.g.loaded_vattel then
  return
end
vim.g.loaded_vattel = true

for _, name in ipairs({ 'vattel.analyze', 'vattel.runScenario' }) do
  vim.lsp.commands[name] = function(command, context)
    require('vattel').lens(command, context)
  end
end

vim.api.nvim_create_user_command('VattelAnalyze', function(args)
  require('vattel').analyze(args.args ~= '' and args.args or nil)
end, { nargs = '?', desc = 'Who can stop and force what in this draft' })

if vim.lsp.config and vim.lsp.enable then
  vim.lsp.enable('vattel')
elseif vim.lsp.start then
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('vattel', {}),
    pattern = { 'treaty', 'toml' },
    callback = function(args)
      local vattel = require('vattel')
      local path = vim.api.nvim_buf_get_name(args.buf)
      if args.match == 'treaty' or vattel.reads(path) then
        vim.lsp.start({
          name = 'vattel',
          cmd = vattel.cmd,
          root_dir = vattel.root(path),
          init_options = vattel.settings,
          settings = { vattel = vattel.settings },
        })
      end
    end,
  })
end
