" The colours of a treaty draft, for Vim and Neovim. The server adds what it alone can know.
if exists('b:current_syntax')
  finish
endif

syntax case match
syntax iskeyword @,48-57,_,-,128-255

" What a draft declares begins with a capital.
syntax match treatyActor /\v<[A-Z][A-Za-z0-9_-]*>/

" Numbers, dates, amounts
syntax match treatyNumber /\v<\d[0-9,]*(\.\d+)?>/
syntax match treatyNumber /\v<\d{4}-\d\d-\d\d(T\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?>/
syntax keyword treatyUnit minute minutes hour hours day days week weeks month months year years
syntax keyword treatyUnit personnel km thousand million billion approximately about
syntax match treatyUnit /%/

" Operative words
syntax keyword treatyModal shall should may will would need undertake undertakes agree agrees intend intends
syntax keyword treatyModal endeavour endeavours forfeit forfeits reserve reserves stand stands reaffirm reaffirms

" Who decides, and how
syntax keyword treatyDecision decided decides unanimity majority consensus half two-thirds three-quarters
syntax keyword treatyDecision three-fifths four-fifths excluding including weighted voting quorum tie abstention
syntax keyword treatyDecision absence silence otherwise meanwhile determination recognition recommendation
syntax keyword treatyDecision agreement approval performance finding object objects

" Clauses
syntax keyword treatyClause abstains access administered after against aggregates aggressor
syntax keyword treatyClause aggressors agreed ambiguous among amount appointed arbitration are as at
syntax keyword treatyClause attack attributes authorised backstop bars bases basis before between
syntax keyword treatyClause binding breach breached by ceiling chair change claimed command
syntax keyword treatyClause conciliation consent consistent controls convened counting covers
syntax keyword treatyClause de-facto de-jure decrease deemed deliberately discretion domains during
syntax keyword treatyClause enforced equipment every excludes expect expired extent findings floor
syntax keyword treatyClause for form forthwith found from fulfilled funded given head hereafter
syntax keyword treatyClause holds if immediately implements in increase interpreter irreversible
syntax keyword treatyClause irrevocable is kind languages lead leads least limited mandate map means
syntax keyword treatyClause mediation members monitored most negotiation not notice notification
syntax keyword treatyClause obliged of on only open over package parallel per permits potential
syntax keyword treatyClause practicable prejudice presumed prevailing prevails prohibits promptly
syntax keyword treatyClause proportionate ratification ratified reading recognised register relief
syntax keyword treatyClause renewable renewed replaces reports request requested requires response
syntax keyword treatyClause responsibility revocable roles rotating rules-of-engagement signature
syntax keyword treatyClause signed snapback solely stage starting starts status-of-forces subject
syntax keyword treatyClause text then timing to triggered unless until upon used verified version
syntax keyword treatyClause votes where window with within without
syntax keyword treatyOperator and or except each any all the
syntax keyword treatyHeader version stage form signed languages prevailing binding

" Legal roles
syntax keyword treatyRole guarantor beneficiary host contributor neutral mediator monitor witness depositary signatory
syntax keyword treatyRole guarantors parties signatories beneficiaries hosts contributors leads backstops neutrals
syntax keyword treatyRole mediators monitors witnesses depositaries integral published unpublished secret

syntax keyword treatyConstant nothing none nobody indefinite automatic automatically
syntax keyword treatyUnknown TBD

" Declarations and heads. A head is told by what follows it, so that `by sanctions` is no head.
syntax match treatyDeclaration /\v<(party|state|organization|body|forces|office|instrument|area|zone|line|group)>\ze\s+[A-Z]/
syntax match treatyDeclaration /\v<(treaty|term|scenario)>\ze\s*["“]/
syntax match treatyDeclaration /\v<(milestone|weights)>\ze\s+\l/
syntax match treatyDeclaration /\v<(assume|preamble)>\ze\s*\{/
syntax match treatyDeclaration /\v<party>\ze\s+members/
syntax match treatyUnit2 /\v<(article|point|paragraph|section|chapter|annex|protocol|letter|minute|notes)>\ze\s+[0-9A-Za-z"“(.-]/ nextgroup=treatyUnitNumber skipwhite
syntax match treatyUnitNumber /\v[A-Za-z0-9.()-]+( (bis|ter|quater))?/ contained
syntax match treatyProvision /\v<(trigger|obligation|prohibition|permission|guarantee|assurance|deployment|limit|ceasefire|verification|sanctions|supply|consultation|forfeiture|status|ladder|sequence)>\ze(\s+\l[A-Za-z0-9_-]*)?\s*\{/ nextgroup=treatyName skipwhite
syntax match treatyProvision /\v<rung>\ze\s*["“{]/
syntax match treatyProvision /\v<(entry-into-force|provisional-application|accession|duration|renewal|withdrawal|suspension|amendment|disputes|interpretation|reservations|relation|registration)>\ze\s*\{/
syntax match treatyClause /\v<(duration|withdrawal|line|consultation|negotiation|mediation|conciliation|arbitration)>\ze\s+[^{ \t]/
syntax match treatyName /\v\l[A-Za-z0-9_-]*/ contained

" What is not agreed
syntax match treatyBracket /[][|]/
syntax match treatyAttribution /\v<[A-Z][A-Za-z0-9_-]*>\ze(\s*,\s*[A-Z][A-Za-z0-9_-]*)*(\s+reads?)?\s*:/

" Texts and comments
syntax region treatyString start=/"/ end=/"/ oneline
syntax region treatyString start=/“/ end=/”/ oneline
syntax region treatyProse start=/"""/ end=/"""/ contains=@Spell
syntax match treatyComment /#.*$/ contains=@Spell,treatyAllow
syntax match treatyAllow /\v#\s*vattel:\s*allow\([^)]*\)/ contained

syntax sync minlines=200

highlight default link treatyActor Type
highlight default link treatyNumber Number
highlight default link treatyUnit Number
highlight default link treatyModal Statement
highlight default link treatyDecision Conditional
highlight default link treatyClause Keyword
highlight default link treatyOperator Operator
highlight default link treatyHeader PreProc
highlight default link treatyRole Identifier
highlight default link treatyConstant Constant
highlight default link treatyUnknown Todo
highlight default link treatyDeclaration Structure
highlight default link treatyUnit2 Structure
highlight default link treatyUnitNumber Title
highlight default link treatyProvision Structure
highlight default link treatyName Function
highlight default link treatyBracket Special
highlight default link treatyAttribution Tag
highlight default link treatyString String
highlight default link treatyProse String
highlight default link treatyComment Comment
highlight default link treatyAllow SpecialComment

let b:current_syntax = 'treaty'
