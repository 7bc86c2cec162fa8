import type { Routes } from '@angular/router'
import { authGuard, guestGuard } from '@coatcheck/angular'

export const appRoutes: Routes = [
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
