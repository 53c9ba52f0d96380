// Starts `vattel lsp` and speaks with it. What the protocol of language servers knows needs nothing here: this file holds
// the rest.

import * as vscode from "vscode";
import {
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
} from "vscode-languageclient/node";
import { Analyses } from "./analysis";
import { findProgram, spelledOut, unfit } from "./program";

const ANALYZE = "vattel.analyze";
const RUN_SCENARIO = "vattel.runScenario";
/** What the program is told of the settings. */
const TOLD = ["config", "profile", "assume", "inlayHints", "codeLenses"] as const;

let log: vscode.LogOutputChannel;
let analyses: Analyses;
let client: LanguageClient | undefined;
/** Starts and stops wait for each other. */
let last: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  log = vscode.window.createOutputChannel("Vattel", { log: true });
  analyses = new Analyses();
  context.subscriptions.push(
    log,
    analyses,
    vscode.commands.registerCommand("vattel.analyzeDraft", analyzeDraft),
    vscode.commands.registerCommand("vattel.fixAll", fixAll),
    vscode.commands.registerCommand("vattel.restartServer", restart),
    vscode.commands.registerCommand("vattel.showLog", () => log.show()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("vattel.path")) {
        void restart();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await inTurn(start);
}

export async function deactivate(): Promise<void> {
  await inTurn(stop);
}

function inTurn(step: () => Promise<void>): Promise<void> {
  last = last.then(step, step);
  return last;
}

function restart(): Promise<void> {
  return inTurn(async () => {
    await stop();
    await start();
  });
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  try {
    await running?.dispose();
  } catch (error) {
    log.warn(`The server did not stop in time: ${words(error)}`);
  }
}

async function start(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.find((it) => it.uri.scheme === "file")?.uri.fsPath;
  const wanted = spelledOut(vscode.workspace.getConfiguration("vattel").get("path", "vattel"), folder);
  const program = await findProgram(wanted, folder);
  if (program === undefined) {
    log.error(`There is no program at "${wanted}".`);
    // Not awaited: the message may stand as long as the reader likes.
    void tellMissing(wanted);
    return;
  }
  const fault = await unfit(program);
  if (fault !== undefined) {
    log.error(`${program} lsp: ${fault}`);
    void tellFailed(program);
    return;
  }
  log.info(`Starting ${program} lsp`);
  const server: ServerOptions = {
    command: program,
    args: ["lsp"],
    options: folder === undefined ? {} : { cwd: folder },
  };
  const starting = new LanguageClient("vattel", "Vattel", server, options());
  client = starting;
  try {
    await starting.start();
  } catch (error) {
    log.error(words(error));
    client = undefined;
    void tellFailed(program);
  }
}

function options(): LanguageClientOptions {
  return {
    documentSelector: [
      { scheme: "file", language: "treaty" },
      { scheme: "untitled", language: "treaty" },
      { scheme: "file", pattern: "**/vattel.toml" },
      { scheme: "file", pattern: "**/*.suite.toml" },
    ],
    outputChannel: log,
    traceOutputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: told,
    // Which files are watched the server says itself.
    synchronize: { configurationSection: "vattel" },
    middleware: {
      // The commands of the server are registered by the client library. Their answers are shown here.
      executeCommand: async (command, args, next) => {
        const answer: unknown = await next(command, args);
        if (command === ANALYZE || command === RUN_SCENARIO) {
          await show(args, answer);
        }
        return answer;
      },
      workspace: {
        configuration: async (params, token, next) => {
          const answers = await next(params, token);
          if (!Array.isArray(answers)) {
            return answers;
          }
          return answers.map((it: unknown, at) => (params.items[at]?.section === "vattel" ? told() : it));
        },
      },
    },
  };
}

/** The settings that the program reads. What is left empty is not said, so that the configuration decides. */
function told(): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration("vattel");
  return Object.fromEntries(TOLD.map((it) => [it, settings.get(it)]).filter(([, value]) => value !== ""));
}

async function analyzeDraft(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== "treaty") {
    void vscode.window.showInformationMessage("Open a treaty draft first.");
    return;
  }
  const running = client;
  if (running === undefined || !running.isRunning()) {
    await tellIdle();
    return;
  }
  const args = [running.code2ProtocolConverter.asUri(document.uri), null];
  try {
    const answer: unknown = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: "Vattel: analyzing the draft" },
      () => running.sendRequest(ExecuteCommandRequest.type, { command: ANALYZE, arguments: args }),
    );
    await show(args, answer);
  } catch (error) {
    log.error(words(error));
    void vscode.window.showErrorMessage(`The draft could not be analyzed: ${words(error)}`);
  }
}

async function show(args: unknown[], answer: unknown): Promise<void> {
  const [uri, provision] = args;
  if (typeof uri !== "string" || typeof answer !== "string") {
    return;
  }
  await analyses.show(vscode.Uri.parse(uri), typeof provision === "string" ? provision : undefined, answer);
}

async function fixAll(): Promise<void> {
  if (vscode.window.activeTextEditor?.document.languageId !== "treaty") {
    void vscode.window.showInformationMessage("Open a treaty draft first.");
    return;
  }
  if (client === undefined) {
    await tellIdle();
    return;
  }
  await vscode.commands.executeCommand("editor.action.sourceAction", {
    kind: "source.fixAll.vattel",
    apply: "first",
  });
}

async function tellMissing(wanted: string): Promise<void> {
  const choice = await vscode.window.showErrorMessage(
    `Vattel can't check drafts: the program "${wanted}" was not found. ` +
      "Install it with Rust's cargo: open a terminal in the folder that holds Vattel's source and run " +
      '"cargo install --path .". If you have the program already, say in the setting "vattel.path" where it is.',
    "Set the Path",
    "Try Again",
  );
  if (choice === "Set the Path") {
    await vscode.commands.executeCommand("workbench.action.openSettings", "vattel.path");
  } else if (choice === "Try Again") {
    await restart();
  }
}

async function tellFailed(program: string): Promise<void> {
  const choice = await vscode.window.showErrorMessage(
    `Vattel can't check drafts: "${program} lsp" did not start. It may be older than this extension.`,
    "Show the Log",
    "Try Again",
  );
  if (choice === "Show the Log") {
    log.show();
  } else if (choice === "Try Again") {
    await restart();
  }
}

async function tellIdle(): Promise<void> {
  const choice = await vscode.window.showWarningMessage("Vattel is not running.", "Start It", "Show the Log");
  if (choice === "Start It") {
    await restart();
  } else if (choice === "Show the Log") {
    log.show();
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
