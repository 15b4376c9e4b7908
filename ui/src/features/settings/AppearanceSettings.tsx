import { useState } from 'react';
import { useUiPreferences } from '../../api/ui-preferences';
import { readTheme, setTheme, type Theme } from '../../lib/theme';
import { Segmented } from '../../ui/Segmented';
import { Switch } from '../../ui/Switch';
import { NearCopySetting } from './NearCopySetting';
import { SettingsColumn, SettingsSection } from './SettingsSection';

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'As the system' },
];

export function AppearanceSettings() {
  const [theme, show] = useState(readTheme);
  const [{ single_keys, star_moves_on }, save] = useUiPreferences();
  const choose = (next: Theme) => {
    setTheme(next);
    show(next);
  };
  return (
    <SettingsColumn>
      <SettingsSection title="Theme" intro="Kept in this browser.">
        <Segmented label="Theme" value={theme} onChange={choose} segments={THEMES} />
      </SettingsSection>
      <SettingsSection title="Keys">
        <div className="space-y-3">
          <Switch
            checked={single_keys}
            onChange={(on) => save({ single_keys: on })}
            label="Single-letter keys"
            hint="A stars, X rejects, E edits. Turn them off if you dictate or press keys by accident."
          />
          <Switch
            checked={star_moves_on}
            onChange={(on) => save({ star_moves_on: on })}
            label="A star moves on"
            hint="Starring an answer puts you on the next one."
          />
        </div>
      </SettingsSection>
      <SettingsSection title="Adding to a dataset">
        <NearCopySetting />
      </SettingsSection>
    </SettingsColumn>
  );
}
