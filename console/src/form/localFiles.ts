import { useEffect, useState } from "react";

/** Addresses of chosen files inside this page, until it is left: a thumbnail needs no way to the server and back. */
export class LocalFiles {
  readonly addresses = new Map<string, string>();

  add(key: string, file: Blob): void {
    this.addresses.set(key, URL.createObjectURL(file));
  }

  /** The file has been sent and is known by the server's id from now on. */
  rename(key: string, id: string): void {
    const address = this.addresses.get(key);
    if (address === undefined) return;
    this.addresses.delete(key);
    this.addresses.set(id, address);
  }

  /** Gives the memory back. */
  forget(): void {
    for (const address of this.addresses.values()) URL.revokeObjectURL(address);
    this.addresses.clear();
  }
}

export function useLocalFiles(): LocalFiles {
  const [files] = useState(() => new LocalFiles());
  useEffect(() => () => files.forget(), [files]);
  return files;
}
