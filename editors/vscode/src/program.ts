// Where the program `vattel` is.

import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";

/** The program as the settings name it, with the home folder and the open folder filled in. */
export function spelledOut(setting: string, folder: string | undefined): string {
  const trimmed = setting.trim() || "vattel";
  const home = trimmed.replace(/^~(?=$|[\\/])/, homedir());
  return folder === undefined ? home : home.replaceAll("${workspaceFolder}", folder);
}

/** The file that would run, or `undefined` if there is none. */
export async function findProgram(name: string, folder: string | undefined): Promise<string | undefined> {
  for (const place of places(name, folder)) {
    for (const ending of endings()) {
      if (await runs(place + ending)) {
        return place + ending;
      }
    }
  }
  return undefined;
}

/** Why the program is of no use to an editor, or `undefined` if it is: an old one has no `lsp`. */
export function unfit(program: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, ["lsp", "--help"], { timeout: 20_000 }, (error, _, told) => {
      resolve(error === null ? undefined : told.trim() || error.message);
    });
  });
}

/** A bare name may lie in any folder of the `PATH`, or where cargo installs; a path lies where it says. */
function places(name: string, folder: string | undefined): string[] {
  if (path.isAbsolute(name)) {
    return [name];
  }
  if (name.includes("/") || name.includes("\\")) {
    return folder === undefined ? [] : [path.join(folder, name)];
  }
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((it) => path.isAbsolute(it));
  // An editor that was started from a menu often does not know the folder of cargo.
  folders.push(path.join(process.env["CARGO_HOME"] ?? path.join(homedir(), ".cargo"), "bin"));
  return folders.map((it) => path.join(it, name));
}

function endings(): string[] {
  return process.platform === "win32" ? ["", ".exe"] : [""];
}

async function runs(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
