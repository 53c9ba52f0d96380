;;; vattel.el --- Treaty drafts, checked as they are written  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT OR Apache-2.0
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: languages, convenience

;;; Commentary:

;; A mode for `.treaty' files, and the settings with which Eglot starts
;; `vattel lsp' for them, for `vattel.toml' and for `*.suite.toml'.
;;
;;     (add-to-list 'load-path "path/to/editors/emacs")
;;     (require 'vattel)
;;     (add-hook 'treaty-mode-hook #'eglot-ensure)

;;; Code:

(require 'conf-mode)

(declare-function eglot-current-server "eglot")
(declare-function eglot-code-actions "eglot")
(declare-function jsonrpc-request "jsonrpc")
(defvar eglot-server-programs)

(defgroup vattel nil
  "Treaty drafts."
  :group 'languages
  :prefix "vattel-")

(defcustom vattel-program "vattel"
  "The program that checks drafts."
  :type 'string)

(defcustom vattel-config nil
  "Configurations or suites to use, or single settings as KEY=VALUE.
If nil, the closest `vattel.toml' holds."
  :type '(repeat string))

(defcustom vattel-profile nil
  "As whom the drafts are read, for example \"beneficiary\".
If nil, the configuration says it."
  :type '(choice (const :tag "As the configuration says" nil) string))

(defcustom vattel-assume nil
  "Who may attack whom, beside what the draft assumes.
For example (\"RUS against UKR\")."
  :type '(repeat string))

(defcustom vattel-inlay-hints t
  "Whether small notes stand in the text."
  :type 'boolean)

(defvar treaty-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?- "_" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?' "." table)
    (modify-syntax-entry ?% "." table)
    (modify-syntax-entry ?| "." table)
    (modify-syntax-entry ?= "." table)
    (modify-syntax-entry ?, "." table)
    table)
  "The signs of a treaty draft.")

(defconst treaty--provisions
  '("trigger" "obligation" "prohibition" "permission" "guarantee" "assurance" "deployment"
    "limit" "ceasefire" "verification" "sanctions" "supply" "consultation" "forfeiture"
    "status" "ladder" "sequence"))

(defconst treaty--finals
  '("entry-into-force" "provisional-application" "accession" "duration" "renewal"
    "withdrawal" "suspension" "amendment" "disputes" "interpretation" "reservations"
    "relation" "registration" "rung" "assume" "preamble"))

(defconst treaty--units
  '("article" "point" "paragraph" "section" "chapter" "annex" "protocol" "letter" "minute"
    "notes"))

(defconst treaty--clauses
  '("abstains" "access" "administered by" "after" "against" "aggregates" "aggressor"
    "aggressors" "agreed by" "among" "amount" "arbitration" "are" "as of" "assuming"
    "at least" "at most" "attack on it is" "attributes" "authorised by" "backstop" "bars"
    "bases used for" "basis" "before" "between" "binding" "blocks" "breach is"
    "breach leads to" "breached" "by" "ceiling" "chair" "change of" "claimed by" "command"
    "conciliation" "consent of" "consistent with" "consultation among" "controls"
    "convened by" "counting" "covers" "de-facto" "de-jure" "decrease of"
    "deemed attack on" "deliberately ambiguous" "discretion" "domains" "draft" "duration"
    "enforced by" "equipment" "every" "excludes" "expect" "expired" "extent"
    "finding leads to" "findings by" "floor" "form" "forthwith" "found" "from" "fulfilled"
    "funded by" "given" "head appointed by" "hereafter" "holds" "if" "immediately"
    "implements" "in" "increase of" "interpreter" "irreversible" "irrevocable" "is" "kind"
    "languages" "lead" "limited to" "mandate" "map" "means" "mediation" "members"
    "monitored by" "negotiation" "nobody" "not" "not during" "notice" "notification"
    "obliged" "of" "on" "only" "open to" "pace" "package" "parallel" "per" "permits"
    "potential" "practicable" "presumed unless" "prevailing" "prevails over" "prohibits"
    "promptly" "proportionate" "ratification" "ratified" "reading" "recognised by"
    "register with" "relief upon" "renewable" "renewed" "replaces" "reports to" "request"
    "requested by" "requires" "response" "responsibility" "revocable" "roles" "rotating"
    "rules-of-engagement" "signature" "signed" "snapback upon" "solely to" "somebody"
    "stage" "starting" "starts" "status-of-forces" "subject to"
    "subject to consultation with" "text" "then" "timing" "to" "triggered" "undetermined"
    "unless" "until" "upon" "verified by" "version" "votes" "waiting" "where" "window"
    "with notice" "withdrawal" "within" "without prejudice to"))

(defconst treaty--decisions
  '("decided by" "decided unless" "decides by" "decides on" "unanimity of" "majority of"
    "consensus of" "half of" "two-thirds of" "three-quarters of" "three-fifths of"
    "four-fifths of" "determination of" "recognition of" "recommendation of"
    "agreement of" "approval of" "performance of" "present and voting" "voting"
    "excluding" "including" "weighted by" "quorum" "tie" "abstention" "absence"
    "silence" "counts as" "otherwise" "meanwhile"))

(defconst treaty--roles
  '("guarantor" "guarantors" "beneficiary" "beneficiaries" "host" "hosts" "contributor"
    "contributors" "neutral" "neutrals" "mediator" "mediators" "monitor" "monitors"
    "witness" "witnesses" "depositary" "depositaries" "signatory" "signatories"
    "parties" "leads" "backstops"))

(defun treaty--words (words)
  "A pattern for WORDS that stand alone."
  (concat "\\_<" (regexp-opt words t) "\\_>"))

(defconst treaty-font-lock-keywords
  (let ((name "[a-z][[:alnum:]_-]*")
        (id "[A-Z][[:alnum:]_-]*"))
    `((,(concat "\\_<\\(treaty\\|term\\|scenario\\)\\_>[ \t]*[\"“]") 1 font-lock-keyword-face)
      (,(concat (treaty--words treaty--provisions)
                "\\(?:[ \t]+\\(" name "\\)\\)?[ \t]*{")
       (1 font-lock-keyword-face)
       (2 font-lock-function-name-face nil t))
      (,(concat (treaty--words treaty--finals) "[ \t]*[{\"“]") 1 font-lock-keyword-face)
      (,(concat (treaty--words treaty--units)
                "[ \t]+\\([[:alnum:].()-]+\\(?: \\(?:bis\\|ter\\|quater\\)\\)?\\)")
       (1 font-lock-keyword-face)
       (2 font-lock-constant-face))
      (,(concat (treaty--words '("party" "state" "organization" "body" "forces" "office"
                                 "instrument" "group" "area" "zone" "line"))
                "[ \t]+" id)
       1 font-lock-keyword-face)
      (,(concat (treaty--words '("milestone" "weights")) "[ \t]+\\(" name "\\)")
       (1 font-lock-keyword-face)
       (2 font-lock-function-name-face))
      ("\\_<TBD\\_>" . font-lock-warning-face)
      (,(concat "\\_<\\(?:shall\\|may\\|will\\|should\\)\\(?: +not\\)?\\_>"
                "\\|\\_<would\\_>\\|\\_<need +not\\_>"
                "\\|\\_<\\(?:undertake\\|agree\\|intend\\|expect\\|endeavour\\)s? +\\(?:not +\\)?to\\_>"
                "\\|\\_<reserves? +the +right +to\\_>\\|\\_<stands? +ready +to\\_>"
                "\\|\\_<\\(?:is\\|are\\) +\\(?:expected\\|bound\\) +\\(?:not +\\)?to\\_>"
                "\\|\\_<declares? +that +\\(?:it\\|they\\) +would\\_>"
                "\\|\\_<reaffirms? +the +commitment +to\\_>"
                "\\|\\_<forfeits?\\_>")
       . font-lock-builtin-face)
      (,(treaty--words treaty--decisions) . font-lock-builtin-face)
      (,(treaty--words '("each of" "any of" "all of" "and" "or" "not" "except" "any state"
                         "the attacker" "the victim" "the others" "the requester"
                         "the host" "the party concerned" "parties to the dispute"))
       . font-lock-builtin-face)
      (,(treaty--words '("nothing" "none" "nobody" "indefinite" "automatic"))
       . font-lock-constant-face)
      (,(treaty--words treaty--clauses) . font-lock-keyword-face)
      (,(treaty--words treaty--roles) . font-lock-variable-name-face)
      (,(concat "\\_<" id "\\_>") . font-lock-type-face)
      (,(concat "\\_<[0-9]\\{4\\}-[0-9]\\{2\\}-[0-9]\\{2\\}\\(?:T[0-9:]+\\(?:Z\\|[+-][0-9:]+\\)?\\)?"
                "\\|\\_<[0-9][0-9,]*\\(?:\\.[0-9]+\\)?\\_>")
       . font-lock-constant-face)))
  "What is coloured in a draft before the server has spoken.")

(defun treaty-syntax-propertize (start end)
  "Mark prose in triple quotes, and texts in curly quotes, between START and END."
  (goto-char start)
  (let ((state (save-excursion (syntax-ppss start))))
    ;; Prose that began before goes on here.
    (when (eq (nth 3 state) t)
      (treaty--end-prose (nth 8 state) end))
    (while (and (< (point) end)
                (re-search-forward "\"\"\"\\|\"[^\"\n]*\"?\\|“[^”\n]*”?\\|#.*" end t))
      (let ((from (match-beginning 0)))
        (cond
         ((eq (char-after from) ?#))
         ((string= (match-string 0) "\"\"\"")
          (put-text-property from (1+ from) 'syntax-table (string-to-syntax "|"))
          (put-text-property (1+ from) (+ 3 from) 'syntax-table (string-to-syntax "."))
          (treaty--end-prose from end))
         ;; A text that is not closed on its line opens nothing.
         ((or (= (point) (1+ from)) (not (memq (char-before) '(?\" ?”))))
          (put-text-property from (1+ from) 'syntax-table (string-to-syntax ".")))
         ((eq (char-after from) ?“)
          (put-text-property from (1+ from) 'syntax-table (string-to-syntax "|"))
          (put-text-property (1- (point)) (point) 'syntax-table (string-to-syntax "|"))))))))

(defun treaty--end-prose (from end)
  "Go behind the prose that began at FROM, or to END, and mark where it ends."
  (when (< (point) (+ 3 from))
    (goto-char (+ 3 from)))
  (if (search-forward "\"\"\"" end t)
      (let ((last (point)))
        (put-text-property (- last 3) (1- last) 'syntax-table (string-to-syntax "."))
        (put-text-property (1- last) last 'syntax-table (string-to-syntax "|")))
    (goto-char end)))

(defun treaty-indent-line ()
  "Indent the line by the braces and brackets that are open before it."
  (interactive)
  (let* ((state (save-excursion (syntax-ppss (line-beginning-position))))
         (open (nth 1 state)))
    (unless (nth 3 state)
      (let ((column
             (save-excursion
               (back-to-indentation)
               (let ((closes (looking-at "[]})]"))
                     (bar (looking-at "|")))
                 (if (null open)
                     0
                   (goto-char open)
                   (cond
                    ;; Rival texts stand under their bracket.
                    ((and (eq (char-after) ?\[) (or bar closes)) (current-column))
                    (t (back-to-indentation)
                       (+ (current-column) (if closes 0 4)))))))))
        (if (<= (current-column) (current-indentation))
            (indent-line-to column)
          (save-excursion (indent-line-to column)))))))

(defvar treaty-imenu-generic-expression
  `(("Articles" ,(concat "^[ \t[]*" (regexp-opt treaty--units)
                         "[ \t]+\\([[:alnum:].()-]+\\(?:[ \t]+\"[^\"\n]*\"\\)?\\)[^{\n]*{")
     1)
    ("Provisions" ,(concat (treaty--words treaty--provisions) "[ \t]+\\([a-z][[:alnum:]_-]*\\)[ \t]*{") 2)
    ("Scenarios" "\\_<scenario[ \t]+\"\\([^\"\n]*\\)\"" 1)))

(defvar treaty-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-a") #'vattel-analyze)
    (define-key map (kbd "C-c C-f") #'vattel-fix-all)
    map)
  "Keys in a treaty draft.")

;;;###autoload
(define-derived-mode treaty-mode prog-mode "Treaty"
  "A mode for drafts of treaties."
  (setq-local comment-start "# ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "#+[ \t]*")
  (setq-local font-lock-defaults '(treaty-font-lock-keywords))
  (setq-local syntax-propertize-function #'treaty-syntax-propertize)
  (setq-local indent-line-function #'treaty-indent-line)
  (setq-local indent-tabs-mode nil)
  (setq-local tab-width 4)
  (setq-local imenu-generic-expression treaty-imenu-generic-expression)
  (setq-local imenu-case-fold-search nil))

;;;###autoload
(define-derived-mode vattel-toml-mode conf-toml-mode "Vattel TOML"
  "A mode for the configurations and suites of Vattel.")

;;;###autoload
(progn
  (add-to-list 'auto-mode-alist '("\\.\\(?:treaty\\|scenario\\)\\'" . treaty-mode))
  (add-to-list 'auto-mode-alist '("\\(?:/\\|\\`\\)vattel\\.toml\\'" . vattel-toml-mode))
  (add-to-list 'auto-mode-alist '("\\.suite\\.toml\\'" . vattel-toml-mode)))

(defun vattel--settings ()
  "What the server is told."
  (append
   (when vattel-config (list :config (vconcat vattel-config)))
   (when vattel-profile (list :profile vattel-profile))
   (when vattel-assume (list :assume (vconcat vattel-assume)))
   (list :inlayHints (if vattel-inlay-hints t :json-false)
         ;; Eglot shows no code lenses.
         :codeLenses :json-false)))

(defun vattel--contact (&rest _)
  "How Eglot starts the server."
  (list vattel-program "lsp" :initializationOptions (vattel--settings)))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '(((treaty-mode :language-id "treaty")
                  (vattel-toml-mode :language-id "toml"))
                 . vattel--contact)))

(defun vattel-analyze (&optional provision)
  "Show who can stop and force what in this draft.
With a prefix argument ask for the name of a PROVISION."
  (interactive
   (list (when current-prefix-arg
           (let ((name (read-string "Provision: " (thing-at-point 'symbol t))))
             (unless (string= name "") name)))))
  (require 'eglot)
  (let ((server (or (eglot-current-server)
                    (user-error "Start the server first, with `M-x eglot'")))
        (uri (plist-get (with-no-warnings (eglot--TextDocumentIdentifier)) :uri))
        (title (format "*Analysis of %s*" (or provision (buffer-name)))))
    (let ((answer (jsonrpc-request server :workspace/executeCommand
                                   (list :command "vattel.analyze"
                                         :arguments (vector uri provision)))))
      (unless (stringp answer)
        (user-error "There is nothing to show"))
      (with-current-buffer (get-buffer-create title)
        (let ((inhibit-read-only t))
          (erase-buffer)
          (insert answer)
          (goto-char (point-min)))
        (when (fboundp 'markdown-view-mode)
          (funcall #'markdown-view-mode))
        (setq buffer-read-only t)
        (display-buffer (current-buffer))))))

(defun vattel-fix-all ()
  "Apply every safe cure in this draft."
  (interactive)
  (require 'eglot)
  (eglot-code-actions (point-min) (point-max) "source.fixAll.vattel" t))

(provide 'vattel)

;;; vattel.el ends here
