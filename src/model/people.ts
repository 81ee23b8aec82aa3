/**
 * What a person is known by, from how they are written: `Ada Lovelace <ada@example.com>` is a name and an address. Folded, so
 * that neither case nor blanks, other forms of a letter or characters that nobody sees make another person (rules
 * policy-people). Nothing for a text in which nobody is named.
 */
export const namesOfPerson = (text: string): readonly string[] => [
  ...new Set(
    text
      .normalize('NFKC')
      .split(/[<>]/)
      .map(folded)
      .filter((name) => name !== ''),
  ),
];

/** Blanks of every kind, control characters, and what is not drawn at all. */
const unseen = /[\s\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800"]/gu;

const folded = (text: string): string =>
  // Upper case first: some small letters have one capital letter in common, such as dotless i.
  text.replace(unseen, '').toUpperCase().toLowerCase().normalize('NFKC').replace(unseen, '');

/**
 * Groups by what the members have in common, however many steps it takes: who shares a name or an address with somebody who
 * shares one with a third is that third, too. Gives the members of each group, in the order of the first of each.
 */
export const samePeople = <Member>(
  members: readonly Member[],
  namesOf: (member: Member) => readonly string[],
): readonly (readonly Member[])[] => {
  let groups: { readonly members: readonly Member[]; readonly names: ReadonlySet<string> }[] = [];
  for (const member of members) {
    const names = namesOf(member);
    const same = groups.filter((group) => names.some((name) => group.names.has(name)));
    const joined = {
      members: [...same.flatMap((group) => group.members), member],
      names: new Set([...same.flatMap((group) => [...group.names]), ...names]),
    };
    const [first] = same;
    groups = groups.flatMap((group) => (group === first ? [joined] : same.includes(group) ? [] : [group]));
    if (first === undefined) groups.push(joined);
  }
  return groups.map((group) => group.members);
};
