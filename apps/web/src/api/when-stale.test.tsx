import { etlProjects } from '@rapport/contract/administration/etl-projects'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { TaskPage } from '#features/administration/etl-projects/task-page.tsx'
import { aProject, aTask } from '#features/administration/etl-runs/testing.ts'
import { answering, Refuse } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'

test('after somebody else was quicker, the next attempt is made from what is stored now and sends only what was changed here', async () => {
  let version = 4
  answering(etlProjects.list, () => ({ items: [aProject({ tasks: [aTask({ version, dueTime: '08:00' })] })] }))
  const sent = answering(etlProjects.changeTask, ({ ifMatch }) => {
    if (ifMatch !== `"${version}"`) throw new Refuse(412, 'version.stale')
    return aTask()
  })
  show(<TaskPage />, { path: '/data-centre/tasks/:id', at: `/data-centre/tasks/${idOf(700)}` })
  fireEvent.change(await screen.findByRole('textbox', { name: /^Name/ }), { target: { value: 'Another' } })
  version = 5
  const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  save()
  await waitFor(() => expect(sent).toHaveLength(1))
  await waitFor(() => {
    save()
    expect(sent.at(-1)).toMatchObject({ ifMatch: '"5"', body: { name: 'Another' } })
  })
})
