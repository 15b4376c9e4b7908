import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { usePreferences, useSavePreferences } from '../../api/queries';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { Tabs } from '../../ui/Tabs';
import { AboutSettings } from './AboutSettings';
import { AccountSettings } from './AccountSettings';
import { AppearanceSettings } from './AppearanceSettings';
import { ModelSettings } from './ModelSettings';
import { SecuritySettings } from './SecuritySettings';

const TABS = [
  { value: 'models', label: 'Models', content: <ModelSettings /> },
  { value: 'appearance', label: 'Appearance and keys', content: <AppearanceSettings /> },
  { value: 'account', label: 'Account', content: <AccountSettings /> },
  { value: 'security', label: 'Security', content: <SecuritySettings /> },
  { value: 'about', label: 'About', content: <AboutSettings /> },
] as const;

export function SettingsPage() {
  const { tab = 'models' } = useSearch({ strict: false });
  const navigate = useNavigate();
  return (
    <Page title="Settings">
      <RecoveryReminder />
      <Tabs
        label="Settings"
        className="pt-2 md:[&>[role=tablist]]:px-6"
        value={TABS.find(({ value }) => value === tab)?.value ?? 'models'}
        onChange={(next) => navigate({ to: '/settings', search: { tab: next }, replace: true })}
        tabs={TABS}
      />
    </Page>
  );
}

/** For somebody who left the first start before saying that the code is stored. */
function RecoveryReminder() {
  const { data: preferences } = usePreferences();
  const save = useSavePreferences();
  if (preferences === undefined || preferences.recovery_confirmed) return null;
  return (
    <Banner
      tone="warn"
      actions={
        <>
          <Link to="/settings" search={{ tab: 'security' }} className="btn-ghost h-8 px-2.5">
            Get a new one
          </Link>
          <Button size="sm" onClick={() => save.mutate({ recovery_confirmed: true })}>
            I have stored it
          </Button>
        </>
      }
    >
      You have not confirmed that your recovery code is stored. Without it, a forgotten password
      locks your data for good.
    </Banner>
  );
}
