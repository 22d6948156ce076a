/** Which alert a report is about, or all of them: ''. */
import type { LabState } from '../state/answers.ts';

interface AlertChoiceProps {
  readonly alerts: LabState['alerts'];
  readonly value: string;
  readonly onChoose: (alert: string) => void;
}

export function AlertChoice({ alerts, value, onChoose }: AlertChoiceProps) {
  return (
    <label>
      Alert
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">all</option>
        {alerts.map(({ key }) => (
          <option key={key} value={key}>
            {key}
          </option>
        ))}
      </select>
    </label>
  );
}
