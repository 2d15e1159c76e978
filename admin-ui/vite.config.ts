import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `vite dev` sends calls of the API. */
const hubUrl = process.env.HUB_URL ?? 'http://localhost:3000';

export default defineConfig({
  base: '/admin/',
  plugins: [react()],
  server: { proxy: { '/admin/api': { target: hubUrl, changeOrigin: false } } },
  build: {
    // The page's policy lets images be data, but nothing else; files are simpler to reason about.
    assetsInlineLimit: 0,
    // React, Material UI and react-admin: what the sign-in page needs cannot be smaller.
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|react-router|react-router-dom)[\\/]/ },
            { name: 'mui', test: /node_modules[\\/](@mui|@emotion)[\\/]/ },
          ],
        },
      },
    },
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'], restoreMocks: true },
});
