import { EditBase, Form, SelectInput, TextInput } from 'react-admin';
import { useEditContext } from 'ra-core';
import { useWatch } from 'react-hook-form';
import { useParams } from 'react-router';
import { grantableRoles } from '../../shared/permissions.ts';
import { keepsAccount } from '../../shared/rules/accounts.ts';
import { userUpdate, type User } from '../../shared/users.ts';
import { useT, useWord } from '../i18n/index.ts';
import { ForbiddenPage } from '../layout/statePages.tsx';
import { useMay } from '../providers/session.ts';
import { FormBar } from '../ui/form/FormBar.tsx';
import { FormGroup } from '../ui/form/FormGroup.tsx';
import { useEditFailure } from '../ui/form/useEditFailure.ts';
import { useValidate } from '../ui/form/useValidate.ts';
import { OrgInput } from '../ui/OrgInput.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { DeleteUser } from './DeleteUser.tsx';
import { UnionInput } from './UnionInput.tsx';
import { useActor } from './useActor.ts';

/** A union belongs to reporters alone. */
const transform = (user: User): User => ({
  ...user,
  unionId: user.role === 'reporter' ? user.unionId : null,
  email: user.email || null,
});

export const UserEdit = () => {
  const may = useMay();
  return may('edit', 'users') ? <Allowed /> : <ForbiddenPage />;
};

const Allowed = () => {
  const onError = useEditFailure('users');
  return (
    <EditBase<User> redirect="show" mutationMode="pessimistic" transform={transform} mutationOptions={{ onError }}>
      <Filled />
    </EditBase>
  );
};

const Filled = () => {
  const t = useT();
  const { id = '' } = useParams();
  const actor = useActor();
  const { record, error, refetch } = useEditContext<User>();
  const validate = useValidate(userUpdate);
  if (error && !record) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!record || !actor) return <PageSkeleton />;
  if (!keepsAccount(actor, record)) return <ForbiddenPage />;
  const own = actor.id === record.id;
  return (
    <>
      <PageHeader back={`/users/${id}/show`} title={t('accounts.editUser', { name: record.name })} />
      <Form validate={(values) => validate(transform(values as User))} warnWhenUnsavedChanges>
        <FormGroup title={t('accounts.editWhat')}>
          <TextInput source="name" isRequired helperText={false} />
          <TextInput source="email" type="email" helperText={false} />
        </FormGroup>
        <FormGroup title={t('accounts.editPost')} hint={t(own ? 'accounts.editOwnHint' : 'accounts.editPostHint')}>
          <PostInputs own={own} />
        </FormGroup>
        <FormBar label={t('accounts.org.save')}>
          <DeleteUser user={record} />
        </FormBar>
      </Form>
    </>
  );
};

const PostInputs = ({ own }: { own: boolean }) => {
  const word = useWord();
  const actor = useActor();
  const role = useWatch({ name: 'role' }) as string;
  const choices = (actor ? grantableRoles(actor.role) : []).map((id) => ({ id, name: word('role', id) }));
  return (
    <>
      <SelectInput source="role" isRequired choices={choices} disabled={own} helperText={false} />
      <OrgInput source="orgCode" disabled={own} />
      {role === 'reporter' && <UnionInput source="unionId" />}
    </>
  );
};
