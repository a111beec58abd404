/** The members with one more, or without it where it was among them. */
export function toggled<Member>(members: readonly Member[], member: Member): readonly Member[] {
  return members.includes(member) ? members.filter((each) => each !== member) : [...members, member]
}
