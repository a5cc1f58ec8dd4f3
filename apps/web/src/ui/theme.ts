import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const danger: MantineColorsTuple = [
  '#f8f2f3',
  '#ecdfe0',
  '#d9c2c5',
  '#c6a3a7',
  '#b68a8f',
  '#a4727a',
  '#93606a',
  '#7f4f59',
  '#6d424b',
  '#5a353d',
]
const indigo: MantineColorsTuple = [
  '#eef1fe',
  '#dfe4fd',
  '#bfc9fb',
  '#9caaf6',
  '#8091f1',
  '#6b7dec',
  '#5a6ce0',
  '#4c5ccb',
  '#4150b4',
  '#35429a',
]
const gray: MantineColorsTuple = [
  '#f8f9fa',
  '#f1f3f5',
  '#e6e8eb',
  '#d7dbdf',
  '#c1c8cd',
  '#9aa2a9',
  '#687076',
  '#565e65',
  '#3a4147',
  '#1d2226',
]
const dark: MantineColorsTuple = [
  '#dfe2e6',
  '#b4bac1',
  '#98a0a8',
  '#747c85',
  '#4b525a',
  '#343a41',
  '#262b31',
  '#1b1f24',
  '#15181c',
  '#0f1215',
]

export const theme = createTheme({
  colors: { indigo, gray, dark, danger },
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  black: '#1d2226',
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  fontFamily:
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  components: {
    Button: { defaultProps: { size: 'xs', fw: 600 } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: {
      defaultProps: { withArrow: true, openDelay: 250, transitionProps: { duration: 100 }, multiline: true, maw: 320 },
    },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, centered: true } },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md', radius: 6 } },
    Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md', radius: 6 } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
})

/** Colours that Mantine's own would fail the contrast or collide with prices. */
export const colours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5b636b',
    '--mantine-color-error': '#7f4f59',
    '--mantine-color-placeholder': '#687076',
    '--mantine-color-anchor': '#3d4bab',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-default-border': '#d7dbdf',
  },
  dark: {
    '--mantine-color-dimmed': '#a3abb3',
    '--mantine-color-error': '#dcb3b8',
    '--mantine-color-placeholder': '#98a0a8',
    '--mantine-color-anchor': '#a5b2fa',
    '--mantine-color-body': '#15181c',
    '--mantine-color-text': '#dfe2e6',
    '--mantine-color-default': '#1b1f24',
    '--mantine-color-default-border': '#343a41',
    '--mantine-color-default-hover': '#262b31',
  },
})
