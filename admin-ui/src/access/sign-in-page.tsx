import Visibility from '@mui/icons-material/Visibility';
import VisibilityOff from '@mui/icons-material/VisibilityOff';
import { Alert, Box, Button, Card, IconButton, InputAdornment, Stack, TextField, Typography } from '@mui/material';
import { useEffect, useState, type JSX, type SubmitEvent } from 'react';
import { useLogin, useTranslate } from 'react-admin';
import { hub } from '../hub/hub';
import { useErrorText } from '../i18n/words';
import { Brand } from '../layout/brand';
import { HubBanner } from '../layout/hub-banner';
import { LanguageSwitch, useDocumentLanguage } from '../layout/language-switch';

/** Who are you? The only page for everybody. */
export function SignInPage(): JSX.Element {
  const translate = useTranslate();
  const title = translate('panel.sign_in.title');
  useDocumentLanguage();
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <Box
      component="main"
      sx={{ minHeight: '100vh', display: 'flex', flexDirection: 'column', bgcolor: 'background.default' }}
    >
      <HubBanner />
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', p: 2 }}>
        <LanguageSwitch />
      </Box>
      <Stack sx={{ flexGrow: 1, alignItems: 'center', px: 2, pt: { xs: 2, sm: 8 } }}>
        <Card sx={{ width: '100%', maxWidth: 400, p: 4 }}>
          <Brand size={36} />
          <Typography variant="h1" sx={{ mt: 3 }}>
            {title}
          </Typography>
          <Typography variant="body2" sx={{ color: 'text.secondary', mt: 0.5, mb: 3 }}>
            {translate('panel.sign_in.lead')}
          </Typography>
          <SignInForm />
        </Card>
      </Stack>
    </Box>
  );
}

function SignInForm(): JSX.Element {
  const translate = useTranslate();
  const { submit, isBusy, problem } = useSignIn();
  return (
    <form onSubmit={submit}>
      <Stack spacing={2}>
        <TextField
          name="email"
          type="email"
          label={translate('panel.sign_in.email')}
          autoComplete="username"
          required
          autoFocus
          slotProps={{ inputLabel: { required: false } }}
        />
        <PasswordField />
        {problem !== null && <Alert severity="error">{problem}</Alert>}
        <Button type="submit" variant="contained" size="large" loading={isBusy}>
          {translate('panel.sign_in.submit')}
        </Button>
      </Stack>
    </form>
  );
}

function PasswordField(): JSX.Element {
  const translate = useTranslate();
  const [isShown, setShown] = useState(false);
  const toggle = (
    <InputAdornment position="end">
      <IconButton
        edge="end"
        aria-label={translate(isShown ? 'panel.sign_in.hide_password' : 'panel.sign_in.show_password')}
        onClick={() => {
          setShown(!isShown);
        }}
      >
        {isShown ? <VisibilityOff /> : <Visibility />}
      </IconButton>
    </InputAdornment>
  );
  return (
    <TextField
      name="password"
      type={isShown ? 'text' : 'password'}
      label={translate('panel.sign_in.password')}
      autoComplete="current-password"
      required
      slotProps={{ inputLabel: { required: false }, input: { endAdornment: toggle } }}
    />
  );
}

interface SignIn {
  readonly submit: (event: SubmitEvent<HTMLFormElement>) => void;
  readonly isBusy: boolean;
  readonly problem: string | null;
}

function useSignIn(): SignIn {
  const login = useLogin();
  const errorText = useErrorText();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const signIn = async (form: FormData): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await login({ email: form.get('email'), password: form.get('password') });
    } catch (error) {
      hub.forgetSession();
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return {
    isBusy,
    problem,
    submit: (event) => {
      event.preventDefault();
      void signIn(new FormData(event.currentTarget));
    },
  };
}
