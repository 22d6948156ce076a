import { expect, test } from 'vitest';
import { DueGroup, type GroupMember } from '../../../src/core/state/due-group.ts';

interface Member extends GroupMember<string> {
  readonly name: string;
}

const member = (name: string): Member => ({ name, group: undefined, place: 0 });
const position = () => ({ event: 0, iteration: 0, due: 0, active: true, startDay: 0 });
const at = (rank: number) => ({ send: `send ${rank}`, rank, startDay: 100, event: 0, iteration: rank });

function groupOf(ranks: readonly number[], saves = 1) {
  const group = new DueGroup<Member, string>(0, 1000);
  const members = ranks.map((rank) => {
    const each = member(`m${rank}`);
    group.add(each, at(rank), saves);
    return each;
  });
  return { group, members };
}

test('a group is gone through in order of rank, however its members came', () => {
  const { group, members } = groupOf([3, 1, 2]);
  group.begin(5);
  expect(group.members.map((each) => each?.name)).toEqual(['m1', 'm2', 'm3']);
  expect(group.sends).toEqual(['send 1', 'send 2', 'send 3']);
  expect(members.map(({ place }) => place)).toEqual([2, 0, 1]);
});

test('while a group is gone through, a position is that of its member: gone on, or still due', () => {
  const { group, members } = groupOf([1, 2]);
  group.begin(5);
  group.nextDue = 2000;
  group.next = 1;
  group.step(0, 'send 1', 0, 7);
  const [gone, waiting] = members.map((each) => {
    const own = position();
    group.bring(own, each.place);
    return own;
  });
  expect(gone).toMatchObject({ due: 2000, iteration: 7 });
  expect(waiting).toMatchObject({ due: 1000, iteration: 2 });
});

test('who leaves before its turn keeps it; who leaves afterwards is no more in the group', () => {
  const { group, members } = groupOf([1, 2, 3]);
  group.begin(5);
  group.nextDue = 2000;
  group.next = 1;
  group.step(0, 'send 1', 0, 2);
  group.leave(members[0]!);
  group.leave(members[2]!);
  expect(group.hasLeavers).toBe(true);
  expect(group.members).toEqual([undefined, members[1], members[2]]);
  expect(members[2]!.group).toBeUndefined();
  expect(group.live).toBe(1);
});

test('who stays closes the gaps, and the group is due next as its members are', () => {
  const { group, members } = groupOf([1, 2, 3]);
  group.begin(5);
  group.nextDue = 2000;
  group.leave(members[0]!);
  group.step(1, 'send 2', 0, 3);
  group.step(2, 'send 3', 0, 4);
  group.end(5);
  expect(group.members).toEqual([members[1], members[2]]);
  expect(members.slice(1).map(({ place }) => place)).toEqual([0, 1]);
  expect(group).toMatchObject({ due: 2000, ranks: [2, 3], iterations: [3, 4], saves: 5, next: undefined });
});

test('decisions of different times have no count of saves at which all held', () => {
  const { group } = groupOf([1]);
  expect(group.saves).toBe(1);
  group.add(member('late'), at(2), 2);
  expect(group.saves).toBeNaN();
});
