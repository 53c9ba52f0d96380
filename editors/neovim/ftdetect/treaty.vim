autocmd BufNewFile,BufRead *.treaty setfiletype treaty
