import type { Routes } from '@angular/router'
import { authGuard, guestGuard, roleGuard } from '@coatcheck/angular'
import { askOnce } from './welcome/ask-once'

export const appRoutes: Routes = [
  { path: '**', canMatch: [askOnce], children: [] },
  { path: '', pathMatch: 'full', loadComponent: () => import('./home/home-page').then((m) => m.HomePage) },
  {
    path: 'login',
    title: 'Log in',
    canMatch: [guestGuard],
    loadComponent: () => import('./login/login-page').then((m) => m.LoginPage),
  },
  {
    path: 'register',
    title: 'Create an account',
    canMatch: [guestGuard],
    loadComponent: () => import('./register/register-page').then((m) => m.RegisterPage),
  },
  {
    path: 'profile',
    title: 'Profile',
    canMatch: [authGuard],
    loadComponent: () => import('./profile/profile-page').then((m) => m.ProfilePage),
  },
  {
    path: 'devices',
    title: 'Devices',
    canMatch: [authGuard],
    loadComponent: () => import('./devices/devices-page').then((m) => m.DevicesPage),
  },
  {
    path: 'security',
    title: 'Security',
    canMatch: [authGuard],
    loadComponent: () => import('./security/security-page').then((m) => m.SecurityPage),
  },
  {
    path: 'account',
    title: 'Account',
    canMatch: [authGuard],
    loadComponent: () => import('./account/account-page').then((m) => m.AccountPage),
  },
  {
    path: 'welcome',
    title: 'One more thing',
    canMatch: [authGuard],
    loadComponent: () => import('./welcome/welcome-page').then((m) => m.WelcomePage),
  },
  {
    path: 'countries',
    title: 'Countries',
    loadComponent: () => import('./countries/countries-page').then((m) => m.CountriesPage),
  },
  {
    path: 'under-the-hood',
    title: 'Under the hood',
    loadComponent: () => import('./hood/hood-page').then((m) => m.HoodPage),
  },
  {
    path: 'staff-room',
    title: 'Staff room',
    canMatch: [roleGuard('admin')],
    loadComponent: () => import('./staff-room/staff-room-page').then((m) => m.StaffRoomPage),
  },
  {
    path: 'forbidden',
    title: 'Not for this account',
    loadComponent: () => import('./forbidden/forbidden-page').then((m) => m.ForbiddenPage),
  },
  {
    path: '**',
    title: 'Not found',
    loadComponent: () => import('./not-found/not-found-page').then((m) => m.NotFoundPage),
  },
]
