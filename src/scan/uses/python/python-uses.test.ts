import { expect, test } from 'vitest'
import { findingsIn, shown, type Texts, told, usesIn } from '../../../../test/scan/read-texts.js'

/** Returns a file of a server on python-socketio, the body below `sio`. */
const atServer = (...lines: string[]): Texts => ({
  'server.py': ['import socketio', "sio = socketio.AsyncServer(async_mode='asgi')", ...lines].join('\n'),
})

const found: readonly [title: string, texts: Texts, lines: readonly string[]][] = [
  [
    'handlers by decorator',
    atServer("@sio.on('order:new', namespace='/shop')", 'async def anything(sid, data):', '    pass'),
    ['on server /shop order:new server.py:3'],
  ],
  [
    'handlers by the name of their function',
    atServer(
      '@sio.event',
      'async def connect(sid, environ, auth):',
      '    pass',
      "@sio.event(namespace='/shop')",
      'def order_new(sid, data): pass',
    ),
    ['on server / connect server.py:4', 'on server /shop order_new server.py:7'],
  ],
  [
    'handlers that are given',
    atServer('def heard(sid, data): pass', "sio.on('a', heard)", "sio.on('b', handler=heard, namespace='/shop')"),
    ['on server / a server.py:4', 'on server /shop b server.py:5'],
  ],
  ['every event', atServer("@sio.on('*')", 'def every(event, sid, data): pass'), ['on server / * server.py:3']],
  [
    'what is sent, called and messaged',
    atServer(
      'async def tell(sid):',
      "    await sio.emit('a', {}, room='x', namespace='/n')",
      "    await sio.call('b', to=sid)",
      "    await sio.send({'c': 1})",
    ),
    [
      'emit server /n a server.py:4',
      'to server /n x server.py:4',
      'emit server / b server.py:5',
      'emit server / message server.py:6',
    ],
  ],
  [
    'a room by its place, and rooms that are entered',
    atServer(
      'def f(sid):',
      "    sio.emit('a', {}, f'chat:{sid}')",
      "    sio.enter_room(sid, f'chat:{sid}')",
      "    sio.leave_room(sid, room='x', namespace='/n')",
    ),
    [
      'emit server / a server.py:4',
      'to server / chat:… server.py:4',
      'join server / chat:… server.py:5',
      'leave server /n x server.py:6',
    ],
  ],
  [
    'classes of namespaces, by the path that they are made with',
    atServer(
      'class Chat(socketio.AsyncNamespace):',
      '    async def on_chat_message(self, sid, data):',
      "        await self.emit('heard', data)",
      "sio.register_namespace(Chat('/chat'))",
    ),
    ['emit server /chat heard server.py:5', 'on server /chat chat_message server.py:4'],
  ],
  [
    'classes that hand a path to what they extend, also by a class between',
    atServer(
      'class Base(socketio.Namespace):',
      '    def __init__(self, path):',
      '        super().__init__(path)',
      'class Chat(Base):',
      '    def on_a(self, sid, data): pass',
      "Chat('/chat')",
    ),
    ['on server /chat a server.py:7'],
  ],
  [
    'a class that dispatches by hand hears any name',
    atServer(
      'class Chat(socketio.Namespace):',
      '    def trigger_event(self, event, *args): pass',
      '    def on_a(self, sid): pass',
    ),
    ['on server ? * server.py:4'],
  ],
  [
    'clients',
    {
      'a.py':
        "from socketio import Client as C\nc = C()\n@c.on('a')\ndef f(data): pass\nc.emit('b', {}, '/n')\nc.call('d')\nwith s.SimpleClient() as s: pass",
    },
    ['on client / a a.py:3', 'emit client /n b a.py:5', 'emit client / d a.py:6'],
  ],
  [
    'simple clients, which receive anything',
    {
      'a.py':
        "import socketio\nwith socketio.SimpleClient() as sio:\n    sio.connect('http://h')\n    sio.emit('a')\n    sio.receive()",
    },
    ['emit client / a a.py:4', 'on client / * a.py:5'],
  ],
  [
    'Flask-SocketIO, and whom its functions answer',
    {
      'a.py': [
        'from flask_socketio import SocketIO, emit, join_room as enter, Namespace',
        'socketio = SocketIO()',
        "@socketio.on('a', namespace='/n')",
        'def a(data):',
        "    emit('b', data)",
        "    enter(f'chat:{data}')",
        "    socketio.emit('c', data, to='x')",
        'class Chat(Namespace):',
        "    def on_d(self, data): emit('e', data, namespace='/o')",
        "socketio.on_namespace(Chat('/chat'))",
        "socketio.on_event('g', a, namespace='/g')",
      ].join('\n'),
    },
    [
      'on server /n a a.py:3',
      'emit server /n b a.py:5',
      'join server /n chat:… a.py:6',
      'emit server / c a.py:7',
      'to server / x a.py:7',
      'emit server /o e a.py:9',
      'on server /g g a.py:11',
      'on server /chat d a.py:9',
    ],
  ],
  [
    'names in constants, enumerations and texts with holes that are known',
    atServer(
      'from enum import Enum',
      'class E(str, Enum):',
      "    NEW = 'order:new'",
      "OLD = 'old'",
      "KIND = 'order'",
      'sio.emit(E.NEW)',
      'sio.emit(E.NEW.value)',
      'sio.emit(OLD)',
      "sio.emit(f'{KIND}:gone')",
      "sio.emit('%s:in' % KIND)",
      "sio.emit('{}:out'.format(KIND))",
      "sio.emit('a' 'b')",
    ),
    ['order:new', 'order:new', 'old', 'order:gone', 'order:in', 'order:out', 'ab'].map(
      (name, at) => `emit server / ${name} server.py:${8 + at}`,
    ),
  ],
  [
    'names that are only known when they run',
    atServer('def f(kind):', "    sio.emit(f'order:{kind.name}')", '    sio.emit(read())'),
    ['emit server / unknown server.py:4', 'emit server / unknown server.py:5'],
  ],
  [
    'names that a function of their own is given, by place or by name',
    atServer(
      'def tell(room, event, data=None):',
      '    sio.emit(event, data, room=room)',
      "tell('r', 'a')",
      "tell(event='b', room='q')",
    ),
    [
      'emit server / a server.py:5',
      'to server / r server.py:4',
      'emit server / b server.py:6',
      'to server / q server.py:4',
    ],
  ],
  [
    'ends that other files make, in packages, too',
    {
      'app/__init__.py': '',
      'app/extensions.py': 'import socketio\nsio = socketio.Server()',
      'app/names.py': "A = 'a'\nclass Names:\n    B = 'b'",
      'app/chat/events.py':
        'from ..extensions import sio\nfrom app import names\nfrom app.names import *\nsio.emit(names.A)\nsio.emit(Names.B)',
    },
    ['emit server / a app/chat/events.py:4', 'emit server / b app/chat/events.py:5'],
  ],
  [
    'the package beside a folder that is called as it is',
    { 'socketio/__init__.py': '', 'socketio/ends.py': "import socketio\nsocketio.Client().emit('a')" },
    ['emit client / a socketio/ends.py:2'],
  ],
  [
    'modules that import the same name from each other',
    {
      'a.py': "from b import *\nfrom b import sio\nsio.emit('a')\nother.emit('c')",
      'b.py': "from a import *\nfrom a import sio, other\nimport socketio\nsio = socketio.Server()\nsio.emit('b')",
    },
    ['emit server / a a.py:3', 'emit server / b b.py:5'],
  ],
  [
    'ends that are kept in an object, and parameters by what they are annotated as',
    {
      'a.py':
        "from typing import Optional\nimport socketio\nclass Hub:\n    def __init__(self, sio: Optional[socketio.AsyncServer] = None):\n        self.sio = sio\n    async def tell(self):\n        await self.sio.emit('a')\ndef f(sio: 'socketio.Server'):\n    @sio.on('b')\n    def g(sid): pass",
    },
    ['emit server / a a.py:7', 'on server / b a.py:9'],
  ],
  [
    'a name that a function puts into one of its module',
    atServer(
      'late = None',
      'def make():',
      '    global late',
      '    late = socketio.Client()',
      'def f():',
      "    late.emit('a')",
    ),
    ['emit client / a server.py:8'],
  ],
]

test.each(found)('reads %s', (_, texts, lines) => {
  expect(told(usesIn(texts))).toEqual(lines)
})

const others: readonly [title: string, text: string][] = [
  [
    'names in comments and documentation',
    "# sio.emit('a')\n'''sio.emit('b')'''\ndef f():\n    \"\"\"@sio.on('c')\"\"\"",
  ],
  [
    'what is no end, whatever it is called',
    "sio = Bus()\nsio.emit('a')\n@sio.on('b')\ndef f(): pass\nsocketio.emit('c')",
  ],
  [
    "doubles of a test's",
    "from unittest.mock import AsyncMock, MagicMock\nimport socketio\nsio = AsyncMock(spec=socketio.AsyncServer)\nsio.emit('a')\nMagicMock().emit('b')\nsio.emit.assert_called_with('c')",
  ],
  ['another emitter', "from pyee import EventEmitter\ne = EventEmitter()\n@e.on('a')\ndef f(): pass\ne.emit('a')"],
  [
    'a class of its own with methods called so',
    "class Namespace:\n    def on_a(self): self.emit('b')\nclass Chat(Namespace): pass",
  ],
  [
    'signals of Qt',
    "from PyQt5.QtCore import pyqtSignal\nclass A:\n    done = pyqtSignal(str)\n    def f(self): self.done.emit('a')",
  ],
]

test.each(others)('leaves alone %s', (_, text) => {
  expect(told(usesIn({ 'a.py': text }))).toEqual([])
})

/** Returns a file of the pharmacy's server. */
const atPharmacy = (...lines: string[]): Texts => atServer("PHARMACY = '/patient-pharmacy'", ...lines)

const judged: readonly [title: string, texts: Texts, lines: readonly string[]][] = [
  [
    'a legacy name',
    atPharmacy("sio.emit('order:created', o, namespace=PHARMACY)"),
    ['legacy-event server.py:4 order:created -> order:new'],
  ],
  [
    'a field that a payload does not have, and one that it lacks',
    atPharmacy("sio.emit('order:updated', {'id': 1, 'orderStatus': s, 'updatedAt': t}, namespace=PHARMACY)"),
    ['legacy-field server.py:4 orderStatus -> status'],
  ],
  [
    'a field that a handler reads',
    atPharmacy(
      "@sio.on('chat:typing', namespace=PHARMACY)",
      'def typing(sid, data):',
      "    show(data['isTypng'], data.get('roomId'))",
    ),
    ['unknown-field server.py:6 isTypng -> isTyping'],
  ],
  [
    'a handler that gives no reply',
    atPharmacy("@sio.on('chat:join', namespace=PHARMACY)", 'def join(sid, data):', '    let_in(sid)'),
    ['acknowledgement-missing server.py:4 chat:join'],
  ],
  [
    'a marked field in a log',
    {
      'a.py':
        "import logging, socketio\nlogger = logging.getLogger()\nc = socketio.Client()\n@c.on('chat:message', namespace='/patient-pharmacy')\ndef f(message):\n    logger.info(f\"{message['content']}\")\n    print(message.get('content'))",
    },
    ['marked-field-logged a.py:6 content', 'marked-field-logged a.py:7 content'],
  ],
  [
    'a token in the query',
    {
      'a.py':
        "import socketio\nc = socketio.Client()\nc.connect(f'http://h?token={t}', namespaces=['/patient-pharmacy'])",
    },
    ['token-in-query a.py:3 token'],
  ],
  [
    'a room of no family and of an older release, and none that is put together as the contract says',
    atPharmacy(
      "sio.enter_room(sid, 'admins', namespace=PHARMACY)",
      "sio.enter_room(sid, f'room:{i}', PHARMACY)",
      "sio.enter_room(sid, f'chat:{i}', PHARMACY)",
    ),
    ['legacy-room server.py:5 room:… -> chat:{roomId}', 'unknown-room server.py:4 admins'],
  ],
  [
    'a legacy name as a type of Channels',
    {
      'a.py':
        "from channels.layers import get_channel_layer\nasync def f(layer):\n    await layer.group_send('g', {'type': 'order:created', 'kind': 'order.updated'})",
    },
    ['legacy-event a.py:3 order:created -> order:new'],
  ],
]

test.each(judged)('finds %s', (_, texts, lines) => {
  expect(shown(findingsIn(texts))).toEqual(lines)
})
