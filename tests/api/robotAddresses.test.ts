import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { post } from '../../server/outbound/post.ts';
import { startRobot, took, type RobotStub } from '../support/robot.ts';

let robot: RobotStub;
beforeAll(async () => {
  robot = await startRobot();
});
afterAll(() => robot?.stop());
beforeEach(() => {
  robot.told.length = 0;
  robot.answer = took;
});

describe('a name that leads inside', () => {
  const answering = (...addresses: string[]) => ({
    allowPrivate: false,
    resolve: ((_name, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) as NonNullable<Parameters<typeof post>[2]['resolve']>,
  });
  test.each([['127.0.0.1'], ['10.0.0.8'], ['::1'], ['::ffff:192.168.1.1'], ['1.2.4.8', '127.0.0.1']])(
    'to %s is not connected to',
    async (...addresses) => {
      const port = new URL(robot.url).port;
      const sending = post(new URL(`https://robot.example.org:${port}/`), '{}', answering(...addresses));
      await expect(sending).rejects.toMatchObject({ code: 'robot-private' });
      expect(robot.told).toEqual([]);
    },
  );

  test('a robot that hangs is given up in time', async () => {
    robot.answer = () => undefined;
    const sending = post(new URL(robot.url), '{}', { allowPrivate: true, timeout: 200 });
    await expect(sending).rejects.toMatchObject({ code: 'robot-timeout' });
  });
});
