// The tests read the interface in its source language, whatever the browser speaks.
localStorage.setItem('lantai.language', 'zh-CN')
