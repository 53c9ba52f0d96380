# Treaty drafts in Kakoune.
#
# Put this file into the folder `autoload` of your configuration, or source it in your `kakrc` behind kakoune-lsp.

hook global BufCreate .*[.]treaty %{
    set-option buffer filetype treaty
}

hook global WinSetOption filetype=treaty %{
    require-module treaty

    set-option buffer comment_line '#'
    set-option buffer indentwidth 4
    set-option buffer extra_word_chars '_' '-'

    hook window InsertChar \n -group treaty-indent treaty-indent-on-new-line
    hook window InsertChar [\]\x7d] -group treaty-indent treaty-indent-on-closing
    hook -once -always window WinSetOption filetype=.* %{ remove-hooks window treaty-.+ }
}

hook -group treaty-highlight global WinSetOption filetype=treaty %{
    add-highlighter window/treaty ref treaty
    hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/treaty }
}

provide-module treaty %§

add-highlighter shared/treaty regions
add-highlighter shared/treaty/code default-region group
add-highlighter shared/treaty/prose region '"""' '"""' fill documentation
add-highlighter shared/treaty/text region '"' '"|$' fill string
add-highlighter shared/treaty/curly region '“' '”|$' fill string
add-highlighter shared/treaty/allow region '#\h*vattel:\h*allow\(' '$' group
add-highlighter shared/treaty/comment region '#' '$' fill comment

add-highlighter shared/treaty/allow/ fill comment
add-highlighter shared/treaty/allow/ regex 'allow\(([^)\n]*)\)' 1:attribute

# What a draft declares begins with a capital.
add-highlighter shared/treaty/code/ regex '(?<![\w-])[A-Z][\w-]*' 0:type
add-highlighter shared/treaty/code/ regex '(?<![\w-])\d[\d,]*(?:\.\d+)?(?![\w-])' 0:value
add-highlighter shared/treaty/code/ regex '(?<![\w-])\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?(?![\w-])' 0:value
add-highlighter shared/treaty/code/ regex '(?<![\w-])(?:(?:minute|hour|day|week|month|year)s?|personnel|km|thousand|million|billion)(?![\w-])|%' 0:value

# Clauses
add-highlighter shared/treaty/code/ regex '(?<![\w-])(?:abstains|access|administered|after|against|aggregates|aggressor|aggressors|agreed|ambiguous|among|amount|appointed|arbitration|are|as|assuming|at|attack|attributes|authorised|backstop|bars|bases|basis|before|between|binding|blocks|breach|breached|by|ceiling|chair|change|claimed|command|conciliation|consent|consistent|consultation|controls|convened|counting|covers|de-facto|de-jure|decrease|deemed|deliberately|discretion|domains|draft|duration|during|enforced|equipment|every|excludes|expect|expired|extent|finding|findings|floor|for|form|forthwith|found|from|fulfilled|funded|given|head|hereafter|holds|if|immediately|implements|in|increase|interpreter|irreversible|irrevocable|is|kind|languages|lead|leads|least|limited|mandate|map|means|mediation|members|monitored|most|negotiation|nobody|not|notice|notification|obliged|of|on|only|open|over|pace|package|parallel|per|permits|potential|practicable|prejudice|presumed|prevailing|prevails|prohibits|promptly|proportionate|ratification|ratified|reading|recognised|register|relief|renewable|renewed|replaces|reports|request|requested|requires|response|responsibility|revocable|roles|rotating|rules-of-engagement|signature|signed|snapback|solely|somebody|stage|starting|starts|status-of-forces|subject|text|then|timing|to|triggered|undetermined|unless|until|upon|used|verified|version|votes|waiting|where|window|with|withdrawal|within|without)(?![\w-])' 0:keyword

# Operative words, votes, connectives
add-highlighter shared/treaty/code/ regex '(?<![\w-])(?:decided\h+(?:by|unless)|decides\h+(?:by|on)|unanimity|majority|consensus|half|two-thirds|three-quarters|three-fifths|four-fifths|determination|recognition|recommendation|agreement|approval|performance|present\h+and\h+voting|voting|excluding|including|weighted|quorum|tie|abstention|absence|silence|counts\h+as|otherwise|meanwhile)(?![\w-])' 0:function
add-highlighter shared/treaty/code/ regex '(?<![\w-])(?:and|or|not|except|(?:each|any|all)\h+of|any\h+state|the\h+(?:attacker|victim|others|requester|host|party\h+concerned)|parties\h+to\h+the\h+dispute)(?![\w-])' 0:operator
add-highlighter shared/treaty/code/ regex '(?<![\w-])(?:(?:shall|may|will|should)(?:\h+not)?|would|need\h+not|(?:undertake|agree|intend|expect|endeavour)s?\h+(?:not\h+)?to|reserves?\h+the\h+right\h+to|stands?\h+ready\h+to|(?:is|are)\h+(?:expected|bound)\h+(?:not\h+)?to|forfeits?)(?![\w-])' 0:+b@function
add-highlighter shared/treaty/code/ regex '(?<![\w-])(?:guarantors?|beneficiar(?:y|ies)|contributors?|neutrals?|mediators?|monitors?|witness(?:es)?|depositar(?:y|ies)|signator(?:y|ies)|parties|hosts?|leads|backstops)(?![\w-])' 0:attribute
add-highlighter shared/treaty/code/ regex '(?<![\w-])(?:TBD|nothing|none|nobody|indefinite|automatic)(?![\w-])' 0:builtin

# Heads are told by what follows them, so that `by sanctions` is no head.
add-highlighter shared/treaty/code/ regex '(?<![\w-])(trigger|obligation|prohibition|permission|guarantee|assurance|deployment|limit|ceasefire|verification|sanctions|supply|consultation|forfeiture|status|ladder|sequence)(?:\h+([a-z][\w-]*))?\s*\{' 1:+b@keyword 2:variable
add-highlighter shared/treaty/code/ regex '(?<![\w-])(entry-into-force|provisional-application|accession|duration|renewal|withdrawal|suspension|amendment|disputes|interpretation|reservations|relation|registration|rung|assume|preamble)\s*\{' 1:+b@keyword
add-highlighter shared/treaty/code/ regex '(?<![\w-])(rung|treaty|term|scenario)(?![\w-])' 1:+b@keyword
add-highlighter shared/treaty/code/ regex '(?<![\w-])(article|point|paragraph|section|chapter|annex|protocol|letter|minute|notes)\h+([\w.()-]+(?:\h(?:bis|ter|quater))?)' 1:+b@keyword 2:value
add-highlighter shared/treaty/code/ regex '(?<![\w-])(party|state|organization|body|forces|office|instrument|group|area|zone|line)\h+[A-Z]' 1:+b@keyword
add-highlighter shared/treaty/code/ regex '(?<![\w-])(milestone|weights)\h+([a-z][\w-]*)' 1:+b@keyword 2:variable
add-highlighter shared/treaty/code/ regex '[\[\]|]' 0:meta

define-command -hidden treaty-indent-on-new-line %{
    evaluate-commands -draft -itersel %{
        # As the line above, and one step further behind an opened brace or bracket.
        try %{ execute-keys -draft <semicolon> K <a-&> }
        try %{ execute-keys -draft k x <a-k> [\x7b\[]\h*$ <ret> j <a-gt> }
        # Blanks at the end of the line above go.
        try %{ execute-keys -draft k x s \h+$ <ret> d }
    }
}

define-command -hidden treaty-indent-on-closing %{
    evaluate-commands -draft -itersel %{
        try %{ execute-keys -draft <a-h> <a-k> ^\h+[\]\x7d]$ <ret> m <a-S> 1 <a-&> }
    }
}

§

# The server, through kakoune-lsp. Both hooks do nothing where it is not loaded.

define-command -hidden vattel-use-server %{
    try %{
        set-option buffer lsp_servers %{
            [vattel]
            command = "vattel"
            args = ["lsp"]
            root_globs = ["vattel.toml", ".git", ".hg"]
            settings_section = "vattel"
            [vattel.settings.vattel]
            inlayHints = true
            codeLenses = true
            # profile = "beneficiary"
            # assume = ["RUS against UKR"]
        }
    }
}

hook -group lsp-filetype-treaty global BufSetOption filetype=treaty vattel-use-server

# Of the files in TOML only those that are Vattel's own.
hook -group lsp-filetype-vattel-toml global BufSetOption filetype=toml %{
    evaluate-commands %sh{
        case "$kak_buffile" in
            */vattel.toml | *.suite.toml) echo vattel-use-server ;;
        esac
    }
}
