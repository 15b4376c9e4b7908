import { usePreferences } from '../../api/queries';
import { BackupSettings } from './BackupSettings';
import { KeySettings } from './KeySettings';
import { PasswordForm } from './PasswordForm';
import { SettingsColumn, SettingsSection } from './SettingsSection';

export function SecuritySettings() {
  const { data: preferences } = usePreferences();
  return (
    <SettingsColumn>
      <SettingsSection
        title="Password"
        intro="A new password opens the same data; nothing is encrypted anew. The recovery code stays as it is."
      >
        <PasswordForm username={preferences?.username ?? ''} />
      </SettingsSection>
      <KeySettings />
      <BackupSettings />
    </SettingsColumn>
  );
}
