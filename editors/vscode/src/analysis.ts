// What the program answers to `vattel.analyze`, shown beside the draft as a page that is not edited.

import * as vscode from "vscode";

const SCHEME = "vattel-analysis";
/** As many pages are kept as a reader may have open. */
const KEPT = 32;

/** The pages. */
export class Analyses implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly pages = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.pages.get(uri.toString()) ?? "This analysis is no longer kept. Ask for it again.";
  }

  /** Opens the page of a draft, or of one provision of it. */
  async show(draft: vscode.Uri, provision: string | undefined, markdown: string): Promise<void> {
    const page = address(draft, provision);
    const key = page.toString();
    this.pages.delete(key);
    this.pages.set(key, markdown);
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= KEPT) {
        break;
      }
      this.pages.delete(oldest);
    }
    this.changed.fire(page);
    try {
      await vscode.commands.executeCommand("markdown.showPreviewToSide", page);
    } catch {
      // The preview of Markdown can be switched off. Its text is readable too.
      await vscode.window.showTextDocument(page, { viewColumn: vscode.ViewColumn.Beside, preview: true });
    }
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
    this.pages.clear();
  }
}

/** One page for each draft and provision: asking again renews it. Its last part is the title of the tab. */
function address(draft: vscode.Uri, provision: string | undefined): vscode.Uri {
  const file = draft.path.slice(draft.path.lastIndexOf("/") + 1);
  const title = provision === undefined ? file : `${provision} in ${file}`;
  return vscode.Uri.from({ scheme: SCHEME, path: `/Analysis of ${title}.md`, query: draft.toString() });
}
