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
syntax keyword treatyClause aggressors agreed ambiguous among amount appointed arbitration are as
syntax keyword treatyClause assuming at attack attributes authorised backstop bars bases basis
syntax keyword treatyClause before between binding blocks breach breached by ceiling chair change
syntax keyword treatyClause claimed command conciliation consent consistent controls convened
syntax keyword treatyClause counting covers de-facto de-jure decrease deemed deliberately discretion
syntax keyword treatyClause domains draft during enforced equipment every excludes expect expired
syntax keyword treatyClause extent findings floor for form forthwith found from fulfilled funded
syntax keyword treatyClause given head hereafter holds if immediately implements in increase
syntax keyword treatyClause interpreter irreversible irrevocable is kind languages lead leads least
syntax keyword treatyClause limited mandate map means mediation members monitored most negotiation
syntax keyword treatyClause nobody not notice notification obliged of on only open over pace package
syntax keyword treatyClause parallel per permits potential practicable prejudice presumed prevailing
syntax keyword treatyClause prevails prohibits promptly proportionate ratification ratified reading
syntax keyword treatyClause recognised register relief renewable renewed replaces reports request
syntax keyword treatyClause requested requires response responsibility revocable roles rotating
syntax keyword treatyClause rules-of-engagement signature signed snapback solely somebody stage
syntax keyword treatyClause starting starts status-of-forces subject text then timing to triggered
syntax keyword treatyClause undetermined unless until upon used verified version votes waiting where
syntax keyword treatyClause window with within without
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
