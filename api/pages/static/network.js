// Draws the network whose nodes, edges and options the page carries; positions are the server's.

const { nodes, edges, options } = JSON.parse(document.querySelector("#network-data").textContent);
const picture = new vis.Network(document.querySelector("#network"), { nodes, edges }, options);
picture.on("doubleClick", ({ nodes: [chosen] }) => {
  const address = nodes.find((node) => node.id === chosen)?.address;
  if (address) location.assign(address);
});
picture.fit();
