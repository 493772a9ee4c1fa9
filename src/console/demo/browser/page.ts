import { cadrePanel } from './cadre-panel.ts'
import { chatPanel } from './chat-panel.ts'

const cadre = cadrePanel()
chatPanel((news) => cadre.receipt(news))
