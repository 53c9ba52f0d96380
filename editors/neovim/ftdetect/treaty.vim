autocmd BufNewFile,BufRead *.treaty,*.scenario setfiletype treaty
