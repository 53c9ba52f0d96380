-- For Neovim 0.11 and later: found by `vim.lsp.enable('vattel')`.

local vattel = require('vattel')

return {
  cmd = vattel.cmd,
  filetypes = { 'treaty', 'toml' },
  -- Of the files in TOML only those that are Vattel's own.
  root_dir = function(buffer, on_dir)
    local path = vim.api.nvim_buf_get_name(buffer)
    if vim.bo[buffer].filetype == 'treaty' or vattel.reads(path) then
      on_dir(vattel.root(path))
    end
  end,
  init_options = vattel.settings,
  settings = { vattel = vattel.settings },
}
