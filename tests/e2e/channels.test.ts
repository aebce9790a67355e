import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startRobot, took, type RobotStub } from '../support/robot.ts';
import { until } from '../support/world.ts';
import { leave, signIn } from './people.ts';
import { openStage } from './stage.ts';

const stage = openStage({ WEBHOOK_PRIVATE: 'on' });
let robot: RobotStub;
beforeAll(async () => {
  robot = await startRobot();
});
afterAll(() => robot?.stop());

describe('a channel to a work group', () => {
  test(
    'is made and tried; a robot that refuses is told in words, and the log sends again',
    stage.story(async () => {
      const admin = await signIn(stage.browser, stage.url, 'nmg-admin');
      const { page } = admin;
      await page.goto('/channels');
      await page.getByRole('button', { name: '新建通道' }).click();
      await page.getByLabel('群名称').fill('督导工作群');
      await page.getByLabel('机器人地址').fill(`${robot.url}/cgi-bin/webhook/send?key=693a91f6-7aaa`);
      await page.getByRole('button', { name: '建立通道' }).click();
      const trial = page.getByRole('button', { name: '向“督导工作群”发送测试消息' });
      await trial.click();
      await page.getByText('测试消息已送达“督导工作群”').waitFor();
      expect(robot.told).toHaveLength(1);

      robot.answer = (res) => res.end('{"errcode":45009,"errmsg":"api freq out of limit"}');
      await trial.click();
      await page.getByText(/未送达：群机器人拒收：45009 api freq out of limit/).waitFor();
      robot.answer = took;
      await page.getByRole('link', { name: '发送记录' }).click();
      await page.getByRole('button', { name: '重新发送' }).click();
      await page.getByText('已重新排队发送').waitFor();
      await until(() => Promise.resolve(robot.told.length === 3 ? true : null));
      await leave(admin);
    }),
  );
});
