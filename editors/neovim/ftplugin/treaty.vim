" How a treaty draft is edited.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:#
setlocal commentstring=#\ %s
" The hyphen is part of a word.
setlocal iskeyword+=-
setlocal expandtab shiftwidth=4 softtabstop=4
setlocal formatoptions-=t

let b:undo_ftplugin = 'setlocal comments< commentstring< iskeyword< expandtab< shiftwidth< softtabstop< formatoptions<'
