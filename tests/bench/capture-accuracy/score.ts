/** How many of what was found are right, and how many of what was wanted were found (micro precision and recall). */
export class Score {
  found = 0;
  right = 0;
  wanted = 0;
  hit = 0;
  readonly missed: string[] = [];
  readonly wrong: string[] = [];

  /** Adds one page or file: `where` names it in the lists of what is wrong; `alsoRight` is right where it is found and not wanted. */
  add<Found, Wanted>(
    found: readonly Found[],
    wanted: readonly Wanted[],
    isSame: (found: Found, wanted: Wanted) => boolean,
    where: string,
    alsoRight: (found: Found) => boolean = () => false,
  ): void {
    this.found += found.length;
    this.wanted += wanted.length;
    for (const one of found) {
      if (wanted.some((other) => isSame(one, other)) || alsoRight(one)) {
        this.right += 1;
      } else {
        this.wrong.push(`${where}:${String(one)}`);
      }
    }
    for (const other of wanted) {
      if (found.some((one) => isSame(one, other))) {
        this.hit += 1;
      } else {
        this.missed.push(`${where}:${String(other)}`);
      }
    }
  }

  /** Null where nothing was found. */
  get precision(): number | null {
    return this.found === 0 ? null : this.right / this.found;
  }

  /** Null where nothing was wanted. */
  get recall(): number | null {
    return this.wanted === 0 ? null : this.hit / this.wanted;
  }

  toString(): string {
    const share = (part: number | null): string => (part === null ? '-' : part.toFixed(3));
    return `P ${share(this.precision)} (${this.right}/${this.found}) R ${share(this.recall)} (${this.hit}/${this.wanted})`;
  }
}
