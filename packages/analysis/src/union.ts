/** Sets that are joined until nothing ties them any more (union-find). */
export interface Union<Member> {
  /** Whether it was there from the start. */
  readonly has: (member: Member) => boolean;
  /** The member that stands for its set. */
  readonly rootOf: (member: Member) => Member;
  /** From now on one set. */
  readonly join: (a: Member, b: Member) => void;
}

/** Each member in a set of its own. */
export function makeUnion<Member>(members: Iterable<Member>): Union<Member> {
  const parents = new Map<Member, Member>();
  for (const member of members) parents.set(member, member);
  const rootOf = (member: Member) => {
    let root = member;
    for (;;) {
      const parent = parents.get(root);
      if (parent === undefined || parent === root) break;
      root = parent;
    }
    parents.set(member, root);
    return root;
  };
  return {
    has: (member) => parents.has(member),
    rootOf,
    join: (a, b) => void parents.set(rootOf(a), rootOf(b)),
  };
}
